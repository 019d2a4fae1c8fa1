package dev.vouch.primitives;

import dev.vouch.scale.Codec;
import dev.vouch.scale.Scale;
import java.util.List;
import java.util.OptionalLong;

/** What {@code Core_version} answers (wire 4.1). */
public record RuntimeVersion(
    String specName,
    String implName,
    long authoringVersion,
    long specVersion,
    long implVersion,
    List<ApiVersion> apis,
    long transactionVersion,
    int systemVersion) {
  private static final Codec<List<ApiVersion>> APIS = Codec.vec(ApiVersion.CODEC);

  /** Fields in this order. */
  public static final Codec<RuntimeVersion> CODEC =
      Codec.of(
          "RuntimeVersion",
          (v, out) -> {
            Scale.STRING.encode(v.specName, out);
            Scale.STRING.encode(v.implName, out);
            Scale.U32.encode(v.authoringVersion, out);
            Scale.U32.encode(v.specVersion, out);
            Scale.U32.encode(v.implVersion, out);
            APIS.encode(v.apis, out);
            Scale.U32.encode(v.transactionVersion, out);
            Scale.U8.encode(v.systemVersion, out);
          },
          in ->
              new RuntimeVersion(
                  in.field("spec_name", Scale.STRING),
                  in.field("impl_name", Scale.STRING),
                  in.field("authoring_version", Scale.U32),
                  in.field("spec_version", Scale.U32),
                  in.field("impl_version", Scale.U32),
                  in.field("apis", APIS),
                  in.field("transaction_version", Scale.U32),
                  in.field("system_version", Scale.U8)));

  /** Copies lists and refuses numbers out of range. */
  public RuntimeVersion {
    U32.check("authoringVersion", authoringVersion);
    U32.check("specVersion", specVersion);
    U32.check("implVersion", implVersion);
    U32.check("transactionVersion", transactionVersion);
    apis = List.copyOf(apis);
  }

  /** The id of {@code ParachainHost}. */
  public static final Bytes PARACHAIN_HOST = Bytes.fromHex("af2c0297a23e6d3d");

  /** The version of an API, if the runtime has it. */
  public OptionalLong version(Bytes apiId) {
    return apis.stream()
        .filter(api -> api.id().equals(apiId))
        .mapToLong(ApiVersion::version)
        .findFirst();
  }
}
