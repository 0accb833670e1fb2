package dev.gatehouse.service;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A REST API of a project: all resources of one name.
 *
 * @param imported how many of its resources an OpenAPI document is the source of
 */
@RegisterForReflection
public record RestApi(String name, long resources, long imported) {}
