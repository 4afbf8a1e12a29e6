/// The knowledge base: a row an article, with what it solved and who has not read it; and the
/// articles by age, the oldest revision first.
///
/// A call is solved by the articles that were used in it before it was resolved. Readers are all
/// agents who were registered or have had a session.
public struct KnowledgeProjection: Projection {
  public static let view = "knowledge"
  public static let foldVersion: UInt32 = 1

  private var articles = RowTable<KnowledgeRow>("knowledge", .published)
  private var byAge = RowTable<ArticleAgeRow>("articles-by-age", .published)
  private var uses = RowTable<ArticleUse>("article-uses", .private)
  private var readers = RowTable<ReaderRow>("readers", .private)

  public init(calendar: CalendarDays) {}

  public mutating func apply(_ recorded: RecordedEvent) {
    switch recorded.event {
    case .knowledge(let event): apply(event, recorded)
    case .call(let event): apply(event, recorded)
    case .agent(.registered), .agent(.sessionStarted): addReader(AgentID(recorded.stream.id))
    default: break
    }
  }

  public mutating func forEachTable<Visitor: TableVisitor>(
    _ visitor: inout Visitor
  ) throws(Visitor.Failure) {
    try visitor.visit(&articles)
    try visitor.visit(&byAge)
    try visitor.visit(&uses)
    try visitor.visit(&readers)
  }

  // MARK: Articles

  private mutating func apply(_ event: KnowledgeEvent, _ recorded: RecordedEvent) {
    let key = recorded.stream.id
    let readers = isNewVersion(event) ? allReaders : []
    let (before, after) = articles.update(
      key, orInsert: { Self.blank(ArticleID(key), at: recorded.time) }
    ) { row in
      let before = row
      row.apply(event, at: recorded.time, readers: readers)
      row.position = Int64(recorded.position)
      return (before, row)
    }
    if let old = before.ageKey { byAge.remove(old) }
    if let new = after.ageKey { byAge.insert(ArticleAgeRow(after), key: new) }
  }

  private func isNewVersion(_ event: KnowledgeEvent) -> Bool {
    switch event {
    case .articlePublished, .articleRevised: true
    case .articleRetired, .articleAcknowledged: false
    }
  }

  private var allReaders: [AgentID] {
    var agents: [AgentID] = []
    readers.forEach { agents.append($1.agent) }
    return agents.sorted()
  }

  /// A new agent has read nothing yet.
  private mutating func addReader(_ agent: AgentID) {
    guard readers.row(agent.rawValue) == nil else { return }
    readers.insert(ReaderRow { $0.agent = agent }, key: agent.rawValue)
    var keys: [String] = []
    articles.forEach { key, row in
      if row.version > 0, !row.isRetired { keys.append(key) }
    }
    for key in keys.sorted() {
      let row = articles.updateIfPresent(key) { row in
        if !row.hasRead(agent) { row.addUnread(agent) }
        return row
      }
      if let row, let age = row.ageKey { byAge.insert(ArticleAgeRow(row), key: age) }
    }
  }

  private static func blank(_ article: ArticleID, at time: Timestamp) -> KnowledgeRow {
    var row = KnowledgeRow()
    row.article = article
    row.publishedAt = time
    row.revisedAt = time
    return row
  }

  // MARK: Calls

  private mutating func apply(_ event: CallEvent, _ recorded: RecordedEvent) {
    let key = recorded.stream.id
    switch event {
    case .informationProvided(let information): use(information.article, recorded)
    case .solutionProposed(let solution): use(solution.article, recorded)
    case .resolved: settle(key, isSolved: true) { $0.solvedCalls += 1 }
    case .resolutionConfirmed: change(articlesOf: key) { $0.confirmedCalls += 1 }
    case .resolutionDenied:
      change(articlesOf: key) { $0.deniedCalls += 1 }
      settle(key, isSolved: false) { $0.solvedCalls -= 1 }
    case .ended(let ended):
      uses.updateIfPresent(key) { $0.isOver = true }
      if ended.wrapMilliseconds != nil { uses.remove(key) }
    case .abandoned, .connectFailed: uses.remove(key)
    case .wrapEnded: if uses.row(key)?.isOver == true { uses.remove(key) }
    default: break
    }
  }

  private mutating func use(_ article: ArticleID?, _ recorded: RecordedEvent) {
    guard let article else { return }
    let key = recorded.stream.id
    let (isFirst, wasSolved) = uses.update(key, orInsert: ArticleUse.init) { use in
      let isFirst = !use.articles.contains(article)
      if isFirst { use.articles.append(article) }
      let wasSolved = use.isSolved
      return (isFirst, wasSolved)
    }
    articles.update(
      article.rawValue, orInsert: { Self.blank(article, at: recorded.time) }
    ) { row in
      if isFirst { row.usedCalls += 1 }
      // What follows a resolution is part of it, until the resolution is denied.
      if isFirst, wasSolved { row.solvedCalls += 1 }
      row.lastUsedAt = recorded.time
      row.lastUsedPosition = Int64(recorded.position)
    }
  }

  /// Counts a resolution, or takes it back, once.
  private mutating func settle(
    _ key: String, isSolved: Bool, _ body: (inout KnowledgeRow) -> Void
  ) {
    let hasChanged = uses.updateIfPresent(key) { use in
      defer { use.isSolved = isSolved }
      return use.isSolved != isSolved
    }
    if hasChanged == true { change(articlesOf: key, body) }
  }

  private mutating func change(
    articlesOf key: String, _ body: (inout KnowledgeRow) -> Void
  ) {
    for article in uses.row(key)?.articles ?? [] {
      articles.updateIfPresent(article.rawValue, body)
    }
  }
}

extension KnowledgeRow {
  fileprivate mutating func apply(
    _ event: KnowledgeEvent, at time: Timestamp, readers: [AgentID]
  ) {
    switch event {
    case .articlePublished(let published):
      if self.version == 0 { publishedAt = time }
      title = published.title
      topic = published.topic
      reference = published.reference
      reviewDays = published.reviewDays
      isRetired = false
      retiredAt = nil
      replacedBy = nil
      put(published.version, at: time, readers)
    case .articleRevised(let revised):
      title = revised.title ?? title
      topic = revised.topic ?? topic
      reference = revised.reference ?? reference
      reviewDays = revised.reviewDays ?? reviewDays
      put(revised.version, at: time, readers)
    case .articleRetired(let retired):
      isRetired = true
      retiredAt = time
      replacedBy = retired.replacedBy
      unreadBy = []
    case .articleAcknowledged(let acknowledged):
      read(acknowledged, at: time)
    }
  }

  private mutating func put(_ version: Int64, at time: Timestamp, _ readers: [AgentID]) {
    self.version = version
    revisedAt = time
    unreadBy = readers
  }

  private mutating func read(_ event: KnowledgeEvent.ArticleAcknowledged, at time: Timestamp) {
    let reading = ArticleReading {
      $0.agent = event.agent
      $0.version = event.version
      $0.readAt = time
    }
    unreadBy.removeAll { $0 == event.agent }
    let index = readBy.firstIndex { $0.agent >= event.agent } ?? readBy.count
    if index < readBy.count, readBy[index].agent == event.agent {
      readBy[index] = reading
    } else {
      readBy.insert(reading, at: index)
    }
  }

  fileprivate func hasRead(_ agent: AgentID) -> Bool {
    readBy.contains { $0.agent == agent && $0.version == version }
  }

  fileprivate mutating func addUnread(_ agent: AgentID) {
    let index = unreadBy.firstIndex { $0 >= agent } ?? unreadBy.count
    if index < unreadBy.count, unreadBy[index] == agent { return }
    unreadBy.insert(agent, at: index)
  }
}
