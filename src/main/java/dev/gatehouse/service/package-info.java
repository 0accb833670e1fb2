/**
 * The catalogue: projects, and the services and REST resources that may be called through the gateway, each with its
 * upstream, and what an administrator declared about that. {@code gateway} asks here where a call goes; this room sees {@code scope} for paths and patterns.
 */
@NullMarked
package dev.gatehouse.service;

import org.jspecify.annotations.NullMarked;
