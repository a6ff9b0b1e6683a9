import NIOCore

/// Drops a client that does not take what it asked for: one write may wait so long for room, then the line is closed.
///
/// What waits meanwhile is bounded: the socket's buffer, the write in hand, and the six steps that a watcher is kept.
final class SlowClients: ChannelOutboundHandler, RemovableChannelHandler {
    typealias OutboundIn = NIOAny
    typealias OutboundOut = NIOAny

    /// Bytes that the system may hold for a client.
    static let socketBuffer = 16 << 10

    private let patience: TimeAmount
    private let dropped: @Sendable () -> Void
    /// Writes that are not on their way yet, and when one last was.
    private var waiting = 0
    private var moved = NIODeadline.now()
    private var check: Scheduled<Void>?

    /// - Parameter dropped: told when the line is closed.
    init(patience: TimeAmount, dropped: @escaping @Sendable () -> Void) {
        self.patience = patience
        self.dropped = dropped
    }

    func handlerAdded(context: ChannelHandlerContext) {
        _ = context.channel.setOption(.socketOption(.so_sndbuf), value: Self.socketBuffer)
    }

    func handlerRemoved(context: ChannelHandlerContext) { check?.cancel() }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        let promise = promise ?? context.eventLoop.makePromise(of: Void.self)
        if waiting == 0 { moved = .now() }
        waiting += 1
        promise.futureResult.assumeIsolated().whenComplete { _ in
            self.waiting -= 1
            self.moved = .now()
        }
        if check == nil { look(context, in: patience) }
        context.write(data, promise: promise)
    }

    private func look(_ context: ChannelHandlerContext, in time: TimeAmount) {
        check = context.eventLoop.assumeIsolated().scheduleTask(in: time) {
            self.check = nil
            guard self.waiting > 0 else { return }
            let left = self.moved + self.patience - .now()
            guard left <= .zero else { return self.look(context, in: left) }
            self.dropped()
            context.close(promise: nil)
        }
    }
}
