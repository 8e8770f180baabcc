import { isDay } from "../kernel";
import {
  principalPatternProblem,
  athenaReaderRolePolicy,
  athenaReaderRoleTrust,
  POLICY_LIMITS,
  policySizeProblem,
} from "../policy";
import type { LogFolder } from "../questions";
import { ofProperty, type PropertyProblem } from "../validation";
import type { AthenaQueriesProps } from "./props";

/** The least that AWS takes as a limit. @see https://docs.aws.amazon.com/athena/latest/APIReference/API_WorkGroupConfiguration.html */
const LEAST_CUTOFF_BYTES = 10_000_000;

/** Why AWS would refuse the props, or nothing would be found. */
export function queryProblems(props: AthenaQueriesProps): readonly PropertyProblem[] {
  const { partition, readers, folders, askedAccounts = [], bytesScannedCutoffPerQuery } = props;
  return [
    ...none("folders", folders, "name the log files that are asked"),
    ...none("readers", readers, "name the roles of those who ask, or leave Athena out"),
    ...readers.flatMap((arn, index) =>
      ofProperty(`readers[${index}]`, principalPatternProblem(partition, arn)),
    ),
    ...folders.flatMap((folder, index) => folderProblems(folder, index, folders)),
    ...(folders[0]?.accounts === "injected"
      ? none(
          "askedAccounts",
          askedAccounts,
          "name the accounts that saved queries ask about: the tables know none",
        )
      : []),
    ...(bytesScannedCutoffPerQuery === undefined ||
    (Number.isSafeInteger(bytesScannedCutoffPerQuery) && bytesScannedCutoffPerQuery >= LEAST_CUTOFF_BYTES)
      ? []
      : [
          {
            property: "bytesScannedCutoffPerQuery",
            what: "is no limit that Athena takes",
            received: bytesScannedCutoffPerQuery,
            allowed: `a whole number of bytes from ${LEAST_CUTOFF_BYTES}`,
            remedy: "choose another number",
          },
        ]),
    ...ofProperty(
      "readers",
      policySizeProblem(athenaReaderRoleTrust(partition, readers), POLICY_LIMITS.roleTrust),
    ),
    ...ofProperty(
      "logBuckets",
      policySizeProblem(athenaReaderRolePolicy(props), POLICY_LIMITS.inlineRolePolicy),
    ),
  ];
}

function none(property: string, values: readonly unknown[], remedy: string): readonly PropertyProblem[] {
  return values.length > 0
    ? []
    : [{ property, what: "is empty", received: values, allowed: "one or more", remedy }];
}

function folderProblems(
  { name, accounts, regions, since }: LogFolder,
  index: number,
  all: readonly LogFolder[],
): readonly PropertyProblem[] {
  const place = `folders[${index}]`;
  return [
    ...(/^[a-z0-9_]+$/.test(name)
      ? []
      : [
          {
            property: `${place}.name`,
            what: "is not how tables are named",
            received: name,
            allowed: "lower-case letters, digits and underscores",
            remedy: "choose another name",
          },
        ]),
    ...(all.findIndex((other) => other.name === name) === index
      ? []
      : [
          {
            property: `${place}.name`,
            what: "is the name of another folder",
            received: name,
            remedy: "choose another name",
          },
        ]),
    ...(accounts === "injected"
      ? []
      : none(`${place}.accounts`, accounts, 'name accounts, or write "injected"')),
    ...none(`${place}.regions`, regions, "name the Regions of the trail"),
    ...(isDay(since)
      ? []
      : [
          {
            property: `${place}.since`,
            what: "is no day of the calendar",
            received: since,
            allowed: "YYYY-MM-DD, such as 2026-03-31",
            remedy: "correct the date",
          },
        ]),
  ];
}
