/// Which certificates of a server are believed.
public enum TLSTrust: Sendable, Equatable {
  /// Those that the system trusts.
  case system
  /// Those of a PEM file alone, such as the `tls-certificate.pem` of a data folder.
  case certificates(file: String)
}
