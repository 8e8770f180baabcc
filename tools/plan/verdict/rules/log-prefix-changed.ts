import { at, isKnown, isSame, shownChange, sidesOf } from "../attributes";
import type { VerdictRule } from "../verdict";

/** Log files get other keys. */
export const logPrefixChanged: VerdictRule = {
  id: "log-prefix-changed",
  verdict: "review",
  title: "Log files go to another folder",
  why: "Whatever reads the logs, such as a SIEM or a table in Athena, looks in the old folder and finds nothing new.",
  judge: (change) => {
    const sides = change.type === "aws_cloudtrail" ? sidesOf(change) : undefined;
    const [before, after] = [at(sides?.before, "s3_key_prefix"), at(sides?.after, "s3_key_prefix")];
    // Nothing and an empty text are the same folder.
    const same = isSame(before ?? "", after ?? "");
    return sides === undefined || same || !isKnown(after)
      ? []
      : [{ what: `log files go to another folder (s3_key_prefix: ${shownChange(before, after)})` }];
  },
};
