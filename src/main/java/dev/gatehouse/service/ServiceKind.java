package dev.gatehouse.service;

/** What is exposed, which decides the shape of its path. */
public enum ServiceKind {
    /** {@code /integration/rest/external/integration/run/{environment}/{projectId}/{name}} */
    FLOW_SERVICE,
    /** {@code /integration/restv2/{environment}/{projectId}/{name}{resource}} */
    REST_RESOURCE
}
