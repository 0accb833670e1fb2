// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.gateway.forward;

import io.vertx.core.http.HttpClientRequest;

/**
 * The state of an {@link Exchange}. A state holds the objects that exist in it and has the transitions to the next
 * states, so that no other transition compiles. Every open state can end.
 *
 * <pre>
 * Connecting ──→ Requested ──→ Responding ──────────────→ Ended
 *     ↑              │  └────→ Upgrading ──→ Tunnelling ──→ Closing ──→ Ended
 *     └─── retry ────┘
 * </pre>
 */
sealed interface ExchangeState {

    /** The exchange continues until it fails, is denied, or one side ends it. */
    sealed interface Open extends ExchangeState {
        default ExchangeState end() {
            return new Ended();
        }

        /** Cancels the work of the upstream for the exchange. */
        void cancel();
    }

    /** A request to the upstream exists. */
    sealed interface WithRequest extends Open {
        HttpClientRequest request();

        @Override
        default void cancel() {
            var _ = request().reset();
        }
    }

    /** The head of the answer has arrived, so the call is not sent again. */
    sealed interface Answered extends WithRequest {}

    /**
     * Waits for a connection to the upstream, and for a token if the upstream needs one.
     *
     * @param retried whether this is the second and last attempt
     * @param bodyExpected whether the caller was asked to send the body
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

        /** The request does not exist yet, and is reset as soon as it exists. */
        @Override
        public void cancel() {}
    }

    /** The request is sent to the upstream, which has not answered. */
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

    /** The answer is sent to the caller. The rest of the request may still be sent to the upstream. */
    record Responding(HttpClientRequest request, AnswerStream answer) implements Answered {
        @Override
        public void cancel() {
            answer.stop();
            Answered.super.cancel();
        }
    }

    /** The upstream accepted a WebSocket. The connection of the caller is not upgraded yet. */
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

    /** The exchange is over. Later events are ignored. */
    record Ended() implements ExchangeState {}
}
