package dev.gatehouse.service;

import dev.gatehouse.listing.SortKey;
import java.util.List;

/** The sort keys of projects. */
enum ProjectSort implements SortKey<Project> {
    PROJECT_ID("projectId"),
    NAME("name"),
    CREATED_AT("createdAt");

    private final String parameter;

    ProjectSort(String parameter) {
        this.parameter = parameter;
    }

    @Override
    public String parameter() {
        return parameter;
    }

    @Override
    public List<Column<Project>> columns() {
        return switch (this) {
            case PROJECT_ID -> List.of(Column.anyCase("projectId", project -> project.projectId));
            case NAME -> List.of(Column.anyCase("name", project -> project.name));
            case CREATED_AT -> List.of(Column.instant("createdAt", project -> project.createdAt));
        };
    }
}
