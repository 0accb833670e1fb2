// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.http.connection;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.FileRegion;
import org.jspecify.annotations.Nullable;

/**
 * The state of one connection and the time of the last state change. The watch is the first handler of the pipeline;
 * the HTTP handlers report heads and responses. The watch counts the bytes that wait for the caller and closes the
 * connection after a time limit. All methods run on the event loop of the connection, unless stated otherwise.
 */
final class ConnectionMonitor extends ChannelDuplexHandler {
    private static final String NAME = "gatehouse-connection";

    /** The number of written bytes after which the socket queue is measured again. */
    private static final int UNSEEN = 64 * 1024;

    /**
     * The number of bytes that a caller must read within the time limit for stalled responses, unless fewer bytes wait.
     */
    static final long LEAST_TAKEN = 16 * 1024;

    private enum Phase {
        /** No request yet: TLS handshake, HTTP/2 preface or no data. */
        OPENING,
        /** No request is in progress. */
        IDLE,
        /** The head of an HTTP/1.1 request is incomplete. */
        HEAD,
        /** At least one request is in progress, or the connection is a tunnel. */
        BUSY,
        /** The response is sent, and the rest of the request is still arriving. */
        DRAINING
    }

    /** The protocol-specific part. */
    interface Protocol {
        /** Checks the streams of the connection. Returns false if a head took too long. */
        boolean check(long now);

        /**
         * Returns whether other requests are in progress whose responses do not wait, so that a stalled response must
         * not close the connection.
         */
        default boolean servesOthers() {
            return false;
        }

        /** Tells the caller why the connection is closed, if the protocol supports a reason. */
        void sayEnd(ConnectionEnd reason);
    }

    private final ConnectionDeadlines deadlines;
    private final PendingResponses answers;
    private final ConnectionLimits limits;
    private @Nullable ChannelHandlerContext context;
    private @Nullable Protocol protocol;
    private Phase phase = Phase.OPENING;
    private long since = System.nanoTime();

    private long written;
    private long unseen;
    private long held;
    private long takenBefore;
    private long takingSince = since;
    private volatile long waiting;
    private volatile boolean ending;

    ConnectionMonitor(ConnectionDeadlines deadlines, PendingResponses answers, ConnectionLimits limits) {
        this.deadlines = deadlines;
        this.answers = answers;
        this.limits = limits;
    }

    /** Adds the watch to a connection before any bytes are read. */
    void begin(Channel connection) {
        connection.pipeline().addFirst(NAME, this);
    }

    /** Returns the watch of a connection, or null if the connection was accepted before watches were installed. */
    static @Nullable ConnectionMonitor of(Channel connection) {
        return connection.pipeline().get(NAME) instanceof ConnectionMonitor watch ? watch : null;
    }

    void speaks(Protocol spoken) {
        protocol = spoken;
    }

    void headBegan() {
        if (phase != Phase.HEAD) {
            enter(Phase.HEAD);
        }
    }

    void requestBegan() {
        enter(Phase.BUSY);
    }

    /**
     * Handles the end of a response.
     *
     * @param whole whether the request is complete, too
     */
    void answered(boolean whole) {
        enter(whole ? Phase.IDLE : Phase.DRAINING);
    }

    /** Handles the end of all requests in progress. */
    void idle() {
        enter(Phase.IDLE);
    }

    boolean isOpening() {
        return phase == Phase.OPENING;
    }

    /** Adds a number of bytes, possibly negative, to the bytes that the protocol holds back. */
    void holds(long change) {
        held += change;
        look();
    }

    /** Returns the number of waiting bytes; may be called on any thread. */
    long waiting() {
        return waiting;
    }

    /** Returns whether the connection is about to be closed; may be called on any thread. */
    boolean isEnding() {
        return ending;
    }

    ConnectionDeadlines deadlines() {
        return deadlines;
    }

    /** Closes the connection after the current work of its event loop; may be called on any thread. */
    void endSoon(ConnectionEnd reason) {
        var here = context;
        if (!ending && here != null) {
            ending = true;
            here.executor().execute(() -> end(reason));
        }
    }

    /** Checks the time limits; called once per second. */
    void check(long now) {
        look();
        if (waiting > 0 && (phase == Phase.IDLE || phase == Phase.DRAINING)) {
            // The caller is still reading the response.
            since = now;
        }
        var reason = overdue(now);
        if (reason != null && !ending) {
            ending = true;
            end(reason);
        }
    }

    private @Nullable ConnectionEnd overdue(long now) {
        if (isStalled(now) && (protocol == null || !protocol.servesOthers())) {
            return ConnectionEnd.STALLED;
        }
        if (protocol != null && !protocol.check(now)) {
            return ConnectionEnd.HEAD_TIMEOUT;
        }
        return switch (phase) {
            case OPENING, HEAD -> deadlines.headIsOverdue(now - since) ? ConnectionEnd.HEAD_TIMEOUT : null;
            case IDLE, DRAINING -> deadlines.isIdleTooLong(now - since) ? ConnectionEnd.IDLE : null;
            case BUSY -> null;
        };
    }

    /** Returns whether bytes waited for the whole time limit and the caller read almost nothing. */
    private boolean isStalled(long now) {
        var taken = written - (waiting - held);
        if (waiting > 0 && !deadlines.isStalled(now - takingSince)) {
            return false;
        }
        var stalled = waiting > 0 && taken - takenBefore < LEAST_TAKEN;
        takingSince = now;
        takenBefore = taken;
        return stalled;
    }

    private void enter(Phase next) {
        phase = next;
        since = System.nanoTime();
    }

    private void end(ConnectionEnd reason) {
        var here = context;
        if (here == null || !here.channel().isActive()) {
            return;
        }
        limits.ended(reason);
        if (protocol != null) {
            protocol.sayEnd(reason);
        }
        var _ = here.close();
    }

    /** Counts the waiting bytes. */
    private void look() {
        unseen = 0;
        var here = context;
        if (here == null) {
            return;
        }
        var queue = here.channel().unsafe().outboundBuffer();
        count(held + (queue == null ? 0 : queue.totalPendingWriteBytes()));
    }

    private void count(long now) {
        var before = waiting;
        if (now != before) {
            waiting = now;
            answers.changed(this, before, now);
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
        deadlines.begin(added.channel().eventLoop(), this);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext removed) {
        deadlines.end(removed.channel().eventLoop(), this);
        context = null;
        ending = true;
        count(0);
    }

    @Override
    public void write(ChannelHandlerContext here, Object message, ChannelPromise promise) {
        var size = size(message);
        written += size;
        unseen += size;
        var _ = here.write(message, promise);
        if (unseen > UNSEEN) {
            look();
        }
    }

    @Override
    public void flush(ChannelHandlerContext here) {
        here.flush();
        look();
    }

    private static long size(Object message) {
        return switch (message) {
            case ByteBuf bytes -> bytes.readableBytes();
            case FileRegion file -> file.count();
            default -> 0;
        };
    }
}
