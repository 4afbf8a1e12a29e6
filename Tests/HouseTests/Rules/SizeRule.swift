/// How long things may be.
enum SizeRule {
  static let columnsMax = 100
  static let fileLinesMax = 400
  static let usualFileLinesMax = 350
  static let functionLinesMax = 70
  static let parametersMax = 5

  static func violations(in file: SourceFile) -> [String] {
    var violations: [String] = []
    if file.lines.count - 1 > fileLinesMax {
      violations.append("\(file.path): \(file.lines.count - 1) lines, at most \(fileLinesMax)")
    }
    violations += wideLines(path: file.path, lines: file.lines)
    for function in FunctionScanner(file).functions() {
      if function.lineCount > functionLinesMax {
        violations.append(
          file.violation(
            function.line, "\(function.name): \(function.lineCount) lines, at most 70"))
      }
      // An initializer that takes one parameter a stored property says what the type is.
      if function.parameterCount > parametersMax, function.name != "init" {
        violations.append(
          file.violation(
            function.line, "\(function.name): \(function.parameterCount) parameters, at most 5"))
      }
    }
    return violations
  }

  /// The lines of any file that are too wide.
  static func wideLines(path: String, lines: [Substring]) -> [String] {
    lines.enumerated().filter { $0.element.count > columnsMax }.map { number, line in
      "\(path):\(number + 1): \(line.count) columns, at most \(columnsMax)"
    }
  }

  /// The files beyond the usual size, where they are more than one in ten.
  static func violations(inAll files: [SourceFile]) -> [String] {
    let long = files.filter { $0.lines.count - 1 > usualFileLinesMax }
    return long.count * 10 > files.count ? long.map(\.path) : []
  }
}
