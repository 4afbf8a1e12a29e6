// The page's right to read: the token of the address is traded for a cookie that no script sees.

/// The server accepts neither the token nor the cookie.
export class Unauthorised extends Error {}

export class Session {
  #token = null;
  #trade = null;

  /// Takes the token out of the address's fragment, `#token=…`, and removes it from the address
  /// bar and the history. Returns whether there was one.
  takeToken() {
    const token = new URLSearchParams(location.hash.slice(1)).get("token");
    if (!token) return false;
    history.replaceState(null, "", location.pathname + location.search);
    this.#token = token;
    this.#trade = null;
    return true;
  }

  /// Resolves when the cookie is there. Without a token it is taken to be there already, from an
  /// earlier visit. Many callers share one request.
  async open() {
    if (this.#token === null) return;
    this.#trade ??= this.#post();
    const trade = this.#trade;
    try {
      await trade;
    } catch (failure) {
      if (this.#trade === trade) this.#trade = null;
      throw failure;
    }
  }

  /// Notes that the server no longer knows the cookie. Returns whether a token is left to try.
  expire() {
    this.#trade = null;
    return this.#token !== null;
  }

  async #post() {
    const response = await fetch("/v1/session", {
      method: "POST",
      headers: { authorization: `Bearer ${this.#token}` },
      credentials: "same-origin",
      cache: "no-store",
    });
    if (response.status === 401 || response.status === 403) throw new Unauthorised();
    if (!response.ok) throw new Error(`the server answered ${response.status}`);
  }
}
