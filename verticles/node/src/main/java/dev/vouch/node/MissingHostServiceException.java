package dev.vouch.node;

/** The host application does not provide something that the node needs; names it. */
public final class MissingHostServiceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String service;

  MissingHostServiceException(String service, String address) {
    super(
        "the host provides no '"
            + service
            + "': nobody listens at the address "
            + address
            + ". Register a consumer there before the plugin starts");
    this.service = service;
  }

  /** What is missing: {@code leaves}, {@code runtime-api}, {@code chain-api} or {@code network}. */
  public String service() {
    return service;
  }
}
