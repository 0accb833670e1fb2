// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.importer;

/** Configurations of other gateways. */
public final class GatewayFiles {
    /** A configuration of Kong with a route of each kind, and clients of each kind. */
    public static final String KONG = """
        _format_version: "3.0"
        services:
          - name: orders
            url: http://orders.example:8080/api
            routes:
              - name: orders-route
                paths: [/orders]
                methods: [GET, POST, CONNECT]
                hosts: [api.example]
              - name: kept
                paths: [/kept/, "~/re/.*"]
                strip_path: false
            plugins:
              - name: oauth2
                config:
                  scopes: [orders.read, "two words"]
                  enable_authorization_code: true
                  enable_client_credentials: true
                  token_expiration: 600
              - name: rate-limiting
          - name: open
            host: open.example
            protocol: https
            routes:
              - paths: [/open]
          - name: unused
            url: http://unused.example
        consumers:
          - username: partner
            oauth2_credentials:
              - name: Partner App
                client_id: partner-app
                client_secret: %1$s
                redirect_uris: [https://partner.example/cb]
              - name: Mobile
                client_id: mobile
                client_type: public
                redirect_uris: [https://mobile.example/cb]
            acls:
              - group: partners
          - username: keys
            keyauth_credentials:
              - key: short-secret
        upstreams:
          - name: orders.example
        """;

    /** A configuration of APISIX with a route of each kind of upstream, and a consumer. */
    public static final String APISIX = """
        routes:
          - id: 1
            name: orders
            uri: /orders/*
            methods: [GET]
            upstream:
              nodes: {"orders.example:8080": 1, "orders2.example:8080": 1}
            plugins:
              jwt-auth: {}
          - id: 2
            uris: [/stock, /stock/*]
            upstream_id: stock
            host: api.example
          - id: 3
            uri: /nowhere
        upstreams:
          - id: stock
            scheme: https
            nodes:
              - {host: stock.example, port: 443, weight: 1}
        consumers:
          - username: partner
            plugins:
              key-auth: {key: short-secret}
        ssls:
          - id: 1
        """;

    private GatewayFiles() {}
}
