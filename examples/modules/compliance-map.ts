import { COMPLIANCE_MAP, topicsOf } from "orgtrail/compliance-map";

/** What is left to us of CIS v5.0. */
export default function example(): readonly string[] {
  const open = topicsOf("v5.0").filter(({ leftToYou }) => leftToYou !== undefined);
  const cannot = COMPLIANCE_MAP.filter(({ conflict }) => conflict !== undefined);
  return [...open, ...cannot].map(({ cis, title, leftToYou, conflict }) =>
    [...cis["v5.0"], title, leftToYou, conflict].join(" "),
  );
}
