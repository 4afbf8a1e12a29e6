internal import EventCodec
internal import HTTP2Server
internal import NIOCore
internal import Wallboard

/// The pages that are compiled into the program.
enum Pages {
  static func asset(_ services: Services, _ context: RequestContext) {
    guard let asset = WallboardAssets.asset(path: context.request.path) else {
      return context.fail(ProblemReport(.notFound))
    }
    let headers = HTTPHeaderBlock(asset.headers)
    if EntityTags(context.request.header("if-none-match")).matches(asset.entityTag) {
      return context.answer(304, headers)
    }
    context.answer(200, headers, ByteBuffer(bytes: asset.body))
  }
}
