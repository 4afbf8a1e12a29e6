internal import Engine
internal import HTTP2Server

/// Every address of Switchboard: method, path, who may, what answers. OpenAPI and AsyncAPI say the
/// same, and tests compare them.
enum Routes {
  /// Made anew at each call, with counters at zero.
  static var table: [Route] {
    [
      Route(.post, "/v1/events", .anyRight([.command, .report]), Appending.append),
      Route(.get, "/v1/events", .right(.readEvents), Events.read),
      Route(.get, "/v1/events/{position}", .right(.readEvents), Events.one),
      Route(.get, "/v1/streams/{kind}/{id}", .right(.readEvents), Events.stream),

      Route(.get, "/v1/views/{view}", .right(.readViews), Views.all),
      Route(.get, "/v1/views/{view}/{id}", .right(.readViews), Views.one),
      Route(.get, "/v1/views/{view}/{id}/explain", .right(.readViews), Explaining.explain),
      Route(.get, "/v1/reports/{report}", .right(.readViews), ReportRoutes.report),

      Route(.get, "/v1/sources/{source}/work", .right(.readEvents), SourceRoutes.work),

      Route(.get, "/v1/consumers", .right(.checkpoint), ConsumerRoutes.list),
      Route(.get, "/v1/consumers/{name}", .right(.checkpoint), ConsumerRoutes.one),
      Route(.put, "/v1/consumers/{name}", .right(.checkpoint), ConsumerRoutes.set),
      Route(.delete, "/v1/consumers/{name}", .right(.checkpoint), ConsumerRoutes.remove),

      Route(.get, "/v1/projections", .right(.operate), ProjectionRoutes.list),
      Route(.post, "/v1/projections/{name}/rebuild", .right(.operate), ProjectionRoutes.rebuild),
      Route(.post, "/v1/projections/verify", .right(.operate), ProjectionRoutes.verify),
      Route(.get, "/v1/log", .right(.operate), LogRoute.info),

      Route(.get, "/v1/quarantine", .right(.operate), QuarantineRoutes.list),
      Route(
        .post, "/v1/quarantine/{position}/readmit", .right(.operate), QuarantineRoutes.readmit),
      Route(
        .post, "/v1/quarantine/{position}/dismiss", .right(.operate), QuarantineRoutes.dismiss),

      Route(.post, "/v1/session", .known, AccessRoutes.openSession),
      Route(.get, "/v1/access/grants", .right(.administerAccess), AccessRoutes.list),
      Route(.post, "/v1/access/grants", .right(.administerAccess), AccessRoutes.grant),
      Route(.delete, "/v1/access/grants/{name}", .right(.administerAccess), AccessRoutes.revoke),
      Route(.put, "/v1/access/reviews/{scope}", .right(.administerAccess), ReviewRoutes.schedule),
      Route(.post, "/v1/access/reviews/{scope}", .right(.administerAccess), ReviewRoutes.complete),

      Route(.get, "/livez", .open, Health.live),
      Route(.get, "/readyz", .open, Health.ready),
      Route(.get, "/metrics", .right(.readViews), MetricsRoute.metrics),
      Route(.get, "/openapi.json", .open, Discovery.openAPI),
      Route(.get, "/asyncapi.json", .open, Discovery.asyncAPI),
      Route(.get, "/schemas/{path+}", .open, Discovery.schema),

      Route(.get, "/", .open, Pages.asset),
      Route(.get, "/wallboard", .open, Pages.asset),
      Route(.get, "/pages/{file}", .open, Pages.asset),
    ]
  }
}
