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

/** All that is wrong with a row whose values are each right by themselves. */
export function rowProblems(row: Row): readonly RowProblem[] {
  const { action, can, resource, principal, identityPolicy, rule } = row;
  const kinds = row.on.map((set) => SUBJECT_SETS[set].kind);
  const attachments = kinds.map((kind) => attachmentOf({ kind }));
  const isAboutPermissions = attachments.includes("the role that asks");
  const isAboutOthers = isAboutPermissions || attachments.includes("the asker's account");
  const found: RowProblem[] = [];
  const check = (isWrong: boolean, key: keyof Row, problem: Problem): void => {
    if (isWrong) found.push({ key, problem });
  };
  check((action === undefined) === (can === undefined), can === undefined ? "action" : "can", {
    what: can === undefined ? "is missing, and so is can" : "stands beside action",
    remedy: "give one of action and can",
  });
  check(can !== undefined && resource !== undefined, "resource", {
    what: "stands beside can, which has its own",
    remedy: "remove it",
  });
  check(can !== undefined && kinds.some((kind) => kind !== "log bucket"), "on", {
    what: "names more than log buckets, of which alone can speaks",
    remedy: "name log buckets",
  });
  check(isAboutOthers && resource === undefined, "resource", {
    what: "is missing: who asks does something with other resources",
    allowed: "stream/NAME, bus, arn:…, *",
    remedy: "add one of them",
  });
  const other = principal.find((name) => name !== "theRole");
  check(isAboutPermissions && other !== undefined, "principal", {
    what: "is not the role whose permissions are asked about",
    received: other,
    allowed: "theRole",
    remedy: "correct it, or on",
  });
  check(isAboutPermissions && identityPolicy !== "everything", "identityPolicy", {
    what: "is that of the role, which is asked about",
    received: identityPolicy,
    remedy: "remove it",
  });
  check(rule !== undefined && kinds.some((kind) => !kind.startsWith("remediation role")), "rule", {
    what: "is about remediation roles, and on names others",
    received: rule,
    remedy: "remove it, or correct on",
  });
  return [...found, ...strangersIn(action ?? [], resource, kinds)];
}

/** Every action is asked of something, and everything that is named is asked something: else the row proves less than it says. */
function strangersIn(
  actions: readonly string[],
  resources: Row["resource"],
  kinds: readonly SubjectKind[],
): readonly RowProblem[] {
  const isAsked = (action: string, kind: SubjectKind): boolean =>
    (resources ?? [undefined]).some((resource) => isAskedOf(action, resource, kind));
  const unasked = actions.find((action) => !kinds.some((kind) => isAsked(action, kind)));
  const silent = kinds.find((kind) => !actions.some((action) => isAsked(action, kind)));
  const remedy =
    resources?.join() === "*"
      ? "name the resource of which AWS asks for it, such as its ARN: * is for actions of none. For all resources at once, write a statement"
      : "correct the action, on or the resource: bucket for what is asked of buckets; logFile or bucket/KEY for objects";
  const asked: readonly RowProblem[] =
    unasked !== undefined
      ? [
          {
            key: "action",
            problem: {
              what: `is never asked of ${someOf(resources ?? kinds.map((kind) => `a ${kind}`))}`,
              received: unasked,
              remedy,
            },
          },
        ]
      : actions.length === 0 || silent === undefined
        ? []
        : [
            {
              key: "on",
              problem: {
                what: `has a ${silent}, which none of the actions is asked of`,
                received: actions,
                remedy,
              },
            },
          ];
  const [foreign] = (resources ?? []).flatMap((resource) =>
    kinds.flatMap((kind) => (hasResource(kind, resource) ? [] : [{ resource, kind }])),
  );
  return foreign === undefined
    ? asked
    : [
        ...asked,
        {
          key: "resource",
          problem: {
            what: `is nothing of a ${foreign.kind}`,
            received: foreign.resource,
            remedy: "correct it, or on",
          },
        },
      ];
}

function someOf(names: readonly string[]): string {
  const [first = "", second, ...others] = names;
  if (second === undefined) return first;
  return others.length === 0 ? `${first} or ${second}` : `${first} or ${names.length - 1} others`;
}
