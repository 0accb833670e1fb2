// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.gateway.forward;

import io.vertx.core.http.HttpClientRequest;

/**
 * How far an {@link Exchange} has come. A state holds what exists in it, and has the transitions that lead on from it, so
 * that no other transition compiles. Every open state can end.
 *
 * <pre>
 * Connecting ──→ Requested ──→ Responding ──────────────→ Ended
 *     ↑              │  └────→ Upgrading ──→ Tunnelling ──→ Closing ──→ Ended
 *     └─── retry ────┘
 * </pre>
 */
sealed interface ExchangeState {

    /** The exchange goes on until it fails, is denied, or one side ends it. */
    sealed interface Open extends ExchangeState {
        default ExchangeState end() {
            return new Ended();
        }

        /** Stops what the upstream does for the exchange. */
        void cancel();
    }

    /** There is a request to the upstream. */
    sealed interface WithRequest extends Open {
        HttpClientRequest request();

        @Override
        default void cancel() {
            var _ = request().reset();
        }
    }

    /** The head of the answer has come, after which no other attempt is possible. */
    sealed interface Answered extends WithRequest {}

    /**
     * Waits for a connection to the upstream, and for a token if the upstream needs one.
     *
     * @param retried whether this is the second attempt, which is the last one
     * @param bodyExpected whether the caller was asked for the body
     */
    record Connecting(boolean retried, boolean bodyExpected) implements Open {
        static Connecting first() {
            return new Connecting(false, false);
        }

        Connecting retry() {
            return new Connecting(true, bodyExpected);
        }

        Requested request(HttpClientRequest request) {
            return new Requested(request, retried);
        }

        /** The request that comes of it is reset when it is there. */
        @Override
        public void cancel() {}
    }

    /** The request goes to the upstream, which has not answered. */
    record Requested(HttpClientRequest request, boolean retried) implements WithRequest {
        Connecting retry() {
            return new Connecting(true, true);
        }

        Responding respond(AnswerStream answer) {
            return new Responding(request, answer);
        }

        Upgrading upgrade() {
            return new Upgrading(request);
        }
    }

    /** The answer goes to the caller. The rest of the request may still go to the upstream. */
    record Responding(HttpClientRequest request, AnswerStream answer) implements Answered {
        @Override
        public void cancel() {
            answer.stop();
            Answered.super.cancel();
        }
    }

    /** The upstream has agreed to a WebSocket. The connection of the caller is not one yet. */
    record Upgrading(HttpClientRequest request) implements Answered {
        Tunnelling open(Tunnel tunnel) {
            return new Tunnelling(request, tunnel);
        }
    }

    /** A WebSocket is open. */
    record Tunnelling(HttpClientRequest request, Tunnel tunnel) implements Answered {
        @Override
        public Closing end() {
            return new Closing();
        }

        /** The tunnel ends with its connections. */
        @Override
        public void cancel() {}
    }

    /** A WebSocket is being closed. Only the end of the tunnel matters. */
    record Closing() implements ExchangeState {}

    /** Nothing goes either way. Whatever else happens is ignored. */
    record Ended() implements ExchangeState {}
}
