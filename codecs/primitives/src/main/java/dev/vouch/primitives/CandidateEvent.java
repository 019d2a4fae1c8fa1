package dev.vouch.primitives;

import dev.vouch.scale.Codec;
import dev.vouch.scale.ScaleException;
import dev.vouch.scale.ScaleReader;
import dev.vouch.scale.ScaleWriter;

/** What happened to a candidate in a block (wire 2.10). */
public sealed interface CandidateEvent {
  /** 0 backed, 1 included, 2 timed out. */
  Codec<CandidateEvent> CODEC =
      Codec.of("CandidateEvent", CandidateEvent::encode, CandidateEvent::decode);

  /** The candidate. */
  CandidateReceipt receipt();

  /** Its new head. */
  HeadData headData();

  /** Its core. */
  CoreIndex core();

  /** The candidate was backed. */
  record CandidateBacked(
      CandidateReceipt receipt, HeadData headData, CoreIndex core, GroupIndex group)
      implements CandidateEvent {}

  /** The candidate was included. */
  record CandidateIncluded(
      CandidateReceipt receipt, HeadData headData, CoreIndex core, GroupIndex group)
      implements CandidateEvent {}

  /** The candidate did not become available in time. */
  record CandidateTimedOut(CandidateReceipt receipt, HeadData headData, CoreIndex core)
      implements CandidateEvent {}

  private static void encode(CandidateEvent value, ScaleWriter out) {
    int tag =
        switch (value) {
          case CandidateBacked backed -> 0;
          case CandidateIncluded included -> 1;
          case CandidateTimedOut timedOut -> 2;
        };
    out.u8(tag)
        .value(CandidateReceipt.CODEC, value.receipt())
        .value(HeadData.CODEC, value.headData())
        .value(CoreIndex.CODEC, value.core());
    switch (value) {
      case CandidateBacked backed -> out.value(GroupIndex.CODEC, backed.group());
      case CandidateIncluded included -> out.value(GroupIndex.CODEC, included.group());
      case CandidateTimedOut timedOut -> {}
    }
  }

  private static CandidateEvent decode(ScaleReader in) throws ScaleException {
    int tag = in.tag();
    if (tag > 2) {
      throw in.unknownTag(tag);
    }
    CandidateReceipt receipt = in.field("receipt", CandidateReceipt.CODEC);
    HeadData head = in.field("head_data", HeadData.CODEC);
    CoreIndex core = in.field("core", CoreIndex.CODEC);
    if (tag == 2) {
      return new CandidateTimedOut(receipt, head, core);
    }
    GroupIndex group = in.field("group", GroupIndex.CODEC);
    return tag == 0
        ? new CandidateBacked(receipt, head, core, group)
        : new CandidateIncluded(receipt, head, core, group);
  }
}
