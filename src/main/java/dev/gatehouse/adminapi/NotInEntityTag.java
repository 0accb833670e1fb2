package dev.gatehouse.adminapi;

/**
 * The Jackson view of what a thing shows beside its own state, such as when it was last used: {@code @JsonView} with this
 * class keeps a property out of the thing's {@linkplain EntityTags entity tag}, and changes nothing of how it is shown.
 */
public final class NotInEntityTag {
    private NotInEntityTag() {}
}
