// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.http.connection;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * The handler between the server and {@link StrictRequestDecoder}. Reports the end of each response to the decoder, and
 * stops reading from the socket while enough pipelined bytes are buffered.
 */
final class Http1ResponseHandler extends ChannelDuplexHandler {
    private final StrictRequestDecoder requests;
    private final Queue<Object> early = new ArrayDeque<>();
    private boolean holdsBack;
    private boolean isTunnel;

    Http1ResponseHandler(StrictRequestDecoder requests) {
        this.requests = requests;
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        var isInterim =
                message instanceof HttpResponse head && head.status().codeClass() == HttpStatusClass.INFORMATIONAL;
        var isLast = message instanceof LastHttpContent && !isInterim;
        var _ = context.write(message, promise);
        if (isLast) {
            requests.answered();
        }
    }

    @Override
    public void read(ChannelHandlerContext context) {
        if (!isTunnel && requests.isFull()) {
            holdsBack = true;
        } else {
            context.read();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event == StrictRequestDecoder.ReadOn.NOW) {
            readOn(context);
        } else {
            context.fireUserEventTriggered(event);
        }
    }

    private void readOn(ChannelHandlerContext context) {
        if (holdsBack && (isTunnel || !requests.isFull())) {
            holdsBack = false;
            context.read();
        }
    }

    /**
     * Holds back bytes that follow the request for a tunnel. The decoder passes these bytes on while it is removed from
     * the pipeline, before the tunnel can receive bytes.
     */
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (!(message instanceof ByteBuf)) {
            context.fireChannelRead(message);
        } else if (isTunnel && early.isEmpty()) {
            context.fireChannelRead(message);
        } else {
            isTunnel = true;
            early.add(message);
            context.executor().execute(() -> passEarly(context));
        }
    }

    private void passEarly(ChannelHandlerContext context) {
        if (early.isEmpty()) {
            return;
        }
        for (var message = early.poll(); message != null; message = early.poll()) {
            context.fireChannelRead(message);
        }
        context.fireChannelReadComplete();
        readOn(context);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        early.forEach(ReferenceCountUtil::release);
        early.clear();
    }
}
