import { JUDGEMENT_IDS, weakerAttributes } from "orgtrail/facts";

/** What is weaker in a trail than it was, whoever tells: a plan, a state or AWS. */
export default function example(): readonly string[] {
  const [before, after] = [{ enable_logging: true }, { enable_logging: false }];
  return JUDGEMENT_IDS.flatMap((id) => weakerAttributes("aws_cloudtrail", id, before, after));
}
