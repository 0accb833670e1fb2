package dev.gatehouse.http.connection;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.FileRegion;
import org.jspecify.annotations.Nullable;

/**
 * What one connection is doing and since when: the first handler of its pipeline, whom the handlers that read HTTP tell
 * of heads and answers. It counts the bytes that wait for the caller and ends the connection when a deadline has passed.
 * Everything happens on the connection's event loop, unless said otherwise.
 */
final class ConnectionWatch extends ChannelDuplexHandler {
    private static final String NAME = "gatehouse-connection";

    /** Bytes written since the last look at the socket's queue that are worth another look. */
    private static final int UNSEEN = 64 * 1024;

    /** What has to be taken, or all of it, within the time for stalled answers. */
    static final long LEAST_TAKEN = 16 * 1024;

    private enum Phase {
        /** Nothing was asked yet: TLS, an HTTP/2 preface, or silence. */
        OPENING,
        /** No request is under way. */
        IDLE,
        /** The head of an HTTP/1.1 request has begun to come. */
        HEAD,
        /** At least one request is under way, or the connection is a tunnel now. */
        BUSY,
        /** The answer is out, and the rest of its request still comes. */
        DRAINING
    }

    /** What a protocol adds. */
    interface Protocol {
        /** Looks at the streams of the connection; false when it took too long for a head. */
        boolean check(long now);

        /** Whether something is under way for which nothing waits, and which must not end with what is stalled. */
        default boolean servesOthers() {
            return false;
        }

        /** Tells the caller why the connection ends, if the protocol has words for that. */
        void sayEnd(ConnectionEnd reason);
    }

    private final ConnectionDeadlines deadlines;
    private final WaitingAnswers answers;
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

    ConnectionWatch(ConnectionDeadlines deadlines, WaitingAnswers answers, ConnectionLimits limits) {
        this.deadlines = deadlines;
        this.answers = answers;
        this.limits = limits;
    }

    /** Puts a watch on a connection before anything is read from it. */
    void begin(Channel connection) {
        connection.pipeline().addFirst(NAME, this);
    }

    /** The watch of a connection; null for one that was accepted before there were any. */
    static @Nullable ConnectionWatch of(Channel connection) {
        return connection.pipeline().get(NAME) instanceof ConnectionWatch watch ? watch : null;
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

    /** @param whole whether the request, too, has come to its end */
    void answered(boolean whole) {
        enter(whole ? Phase.IDLE : Phase.DRAINING);
    }

    /** Nothing is under way any more. */
    void idle() {
        enter(Phase.IDLE);
    }

    boolean isOpening() {
        return phase == Phase.OPENING;
    }

    /** More bytes of answers are held back, or fewer. */
    void holds(long change) {
        held += change;
        look();
    }

    /** The bytes that wait; may be asked from anywhere. */
    long waiting() {
        return waiting;
    }

    /** Whether it is going to be ended; may be asked from anywhere. */
    boolean isEnding() {
        return ending;
    }

    ConnectionDeadlines deadlines() {
        return deadlines;
    }

    /** Ends the connection once what is under way on its event loop is done; may be called from anywhere. */
    void endSoon(ConnectionEnd reason) {
        var here = context;
        if (!ending && here != null) {
            ending = true;
            here.executor().execute(() -> end(reason));
        }
    }

    /** Called each second. */
    void check(long now) {
        look();
        if (waiting > 0 && (phase == Phase.IDLE || phase == Phase.DRAINING)) {
            // The caller is still taking the answer.
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

    /** Whether something waited all the time and hardly any of it was taken. */
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

    /** Counts what waits now. */
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
