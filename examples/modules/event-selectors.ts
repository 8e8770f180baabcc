import { expandPreset, selectorProblems } from "orgtrail/event-selectors";

export default function example(): number {
  const selectors = expandPreset({ preset: "s3-write", buckets: ["acme-ledger"] }, "aws");
  return selectorProblems({ kind: "advanced", selectors }).length; // 0
}
