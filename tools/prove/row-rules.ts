import type { Problem } from "../../modules/validation";
import type { SubjectKind } from "../../stacks/blueprint";
import { attachmentOf } from "./kinds";
import { hasResource, isAskedOf } from "./places";
import type { Row } from "./row";
import { SUBJECT_SETS } from "./subject";

/** What is wrong with one key of a row, given the others. */
export interface RowProblem {
  readonly key: keyof Row;
  readonly problem: Problem;
}

type Rule = (row: Row) => RowProblem | undefined;

function kindsOf({ on }: Row): readonly SubjectKind[] {
  return on.map((set) => SUBJECT_SETS[set].kind);
}

/** Whether whoever asks does something with other resources than that whose policy is asked about. */
function isAboutOthers(row: Row): boolean {
  const others: readonly string[] = ["the role that asks", "the asker's account"];
  return kindsOf(row).some((kind) => others.includes(attachmentOf({ kind })));
}

function isAboutPermissions(row: Row): boolean {
  return kindsOf(row).some((kind) => attachmentOf({ kind }) === "the role that asks");
}

const givesActionOrCan: Rule = ({ action, can }) => {
  if ((action === undefined) !== (can === undefined)) return undefined;
  return {
    key: can === undefined ? "action" : "can",
    problem: {
      what: can === undefined ? "is missing, and so is can" : "stands beside action",
      remedy: "give one of action and can",
    },
  };
};

const canHasItsOwnResources: Rule = ({ can, resource }) =>
  can === undefined || resource === undefined
    ? undefined
    : { key: "resource", problem: { what: "stands beside can, which has its own", remedy: "remove it" } };

const canIsOfLogBuckets: Rule = (row) =>
  row.can === undefined || kindsOf(row).every((kind) => kind === "log bucket")
    ? undefined
    : {
        key: "on",
        problem: {
          what: "names more than log buckets, of which alone can speaks",
          remedy: "name log buckets",
        },
      };

const namesOtherResources: Rule = (row) =>
  !isAboutOthers(row) || row.resource !== undefined
    ? undefined
    : {
        key: "resource",
        problem: {
          what: "is missing: who asks does something with other resources",
          allowed: "stream/NAME, bus, arn:…, *",
          remedy: "add one of them",
        },
      };

const permissionsAreOfTheRole: Rule = (row) => {
  const other = row.principal.find((name) => name !== "theRole");
  if (!isAboutPermissions(row) || other === undefined) return undefined;
  return {
    key: "principal",
    problem: {
      what: "is not the role whose permissions are asked about",
      received: other,
      allowed: "theRole",
      remedy: "correct it, or on",
    },
  };
};

const permissionsAreItsIdentityPolicy: Rule = (row) =>
  !isAboutPermissions(row) || row.identityPolicy === "everything"
    ? undefined
    : {
        key: "identityPolicy",
        problem: {
          what: "is that of the role, which is asked about",
          received: row.identityPolicy,
          remedy: "remove it",
        },
      };

const ruleIsOfRemediation: Rule = (row) =>
  row.rule === undefined || kindsOf(row).every((kind) => kind.startsWith("remediation role"))
    ? undefined
    : {
        key: "rule",
        problem: {
          what: "is about remediation roles, and on names others",
          received: row.rule,
          remedy: "remove it, or correct on",
        },
      };

/** Every action is asked of something, and everything that is named is asked something: else the row proves less than it says. */
const asksWhatGoesTogether: Rule = (row) => {
  const kinds = kindsOf(row);
  const resources = row.resource ?? [undefined];
  const isAsked = (action: string, kind: SubjectKind): boolean =>
    resources.some((resource) => isAskedOf(action, resource, kind));
  const actions = row.action ?? [];
  const unasked = actions.find((action) => !kinds.some((kind) => isAsked(action, kind)));
  const remedy =
    "correct the action, on or the resource: bucket for what is asked of buckets; logFile or bucket/KEY for objects";
  if (unasked !== undefined) {
    const of = row.resource ?? kinds.map((kind) => `a ${kind}`);
    return {
      key: "action",
      problem: { what: `is never asked of ${of.join(" or ")}`, received: unasked, remedy },
    };
  }
  const silent = kinds.find((kind) => !actions.some((action) => isAsked(action, kind)));
  if (actions.length === 0 || silent === undefined) return undefined;
  return {
    key: "on",
    problem: { what: `has a ${silent}, which none of the actions is asked of`, received: actions, remedy },
  };
};

const resourcesAreOfWhatIsAsked: Rule = (row) => {
  const kinds = kindsOf(row);
  const found = (row.resource ?? [])
    .map((resource) => ({ resource, kind: kinds.find((kind) => !hasResource(kind, resource)) }))
    .find(({ kind }) => kind !== undefined);
  if (found === undefined) return undefined;
  const { resource, kind } = found;
  return {
    key: "resource",
    problem: { what: `is nothing of a ${kind ?? ""}`, received: resource, remedy: "correct it, or on" },
  };
};

const RULES: readonly Rule[] = [
  givesActionOrCan,
  canHasItsOwnResources,
  canIsOfLogBuckets,
  namesOtherResources,
  permissionsAreOfTheRole,
  permissionsAreItsIdentityPolicy,
  ruleIsOfRemediation,
  asksWhatGoesTogether,
  resourcesAreOfWhatIsAsked,
];

/** All that is wrong with a row whose values are each right by themselves. */
export function rowProblems(row: Row): readonly RowProblem[] {
  return RULES.flatMap((rule) => rule(row) ?? []);
}
