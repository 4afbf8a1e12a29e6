/// Ends a process of a test, unsuccessfully, where a condition does not hold.
func ensure(
  _ condition: @autoclosure () throws -> Bool, line: UInt = #line
) throws {
  guard try condition() else { throw NotEnsured(line: line) }
}

private struct NotEnsured: Error {
  let line: UInt
}
