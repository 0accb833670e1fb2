// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.service;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A REST API of a project: all resources with the same API name.
 *
 * @param resources the number of resources
 * @param imported the number of resources that come from an OpenAPI document
 */
@RegisterForReflection
public record RestApi(String name, long resources, long imported) {}
