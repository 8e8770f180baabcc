import * as z from "zod";
import { sorted } from "../../modules/kernel";
import { readAs, type Fault, type SourceFile } from "../../stacks/config";
import type { PolicyKind } from "./kinds";
import { nonEmpty, oneOrMore, placed, ruleKinds, worded, type Placed } from "./row-values";
import { settingsShape } from "./settings";
import { SUBJECT_SETS, type SubjectSet } from "./subject";

/** What statements call policies that stand in a file, whoever made them. */
export const ANY_POLICY = {
  bucket: "anyBucket",
  key: "anyKey",
  topic: "anyTopic",
  queue: "anyQueue",
  bus: "anyBus",
  destination: "anyDestination",
  domain: "anyDomain",
  role: "anyRole",
  function: "anyFunction",
  organization: "anyOrganization",
  identity: "anyIdentityPolicy",
  scp: "anyServiceControlPolicy",
  rcp: "anyResourceControlPolicy",
} as const satisfies Readonly<Record<PolicyKind, string>>;

type AnySet = (typeof ANY_POLICY)[PolicyKind];

/** Whether the statement is about policies in files, and not about those of a configuration. */
export function isOfAnyPolicy(set: SubjectSet | AnySet): set is AnySet {
  return (Object.values(ANY_POLICY) as readonly string[]).includes(set);
}

const SETS = [...Object.keys(SUBJECT_SETS), ...Object.values(ANY_POLICY)] as [
  SubjectSet | AnySet,
  ...(SubjectSet | AnySet)[],
];
const texts = z.union([worded, z.array(worded).min(1)]);
const principal = z.union([
  z.literal("*"),
  z.strictObject({
    AWS: texts.exactOptional(),
    Service: texts.exactOptional(),
    Federated: texts.exactOptional(),
  }),
]);

const selection = z
  .strictObject({
    Principal: principal.exactOptional(),
    NotPrincipal: principal.exactOptional(),
    Action: texts.exactOptional(),
    NotAction: texts.exactOptional(),
    Resource: texts.exactOptional(),
    NotResource: texts.exactOptional(),
    Condition: z.record(nonEmpty, z.record(worded, texts)).exactOptional(),
  })
  .meta({
    description:
      "Requests, in the words of an IAM statement; each element that is left out takes all. In braces stands what the configuration has, such as {organization} or {readers}.",
  });

const QUANTIFIERS = ["nobody", "refused", "always", "exactly", "somebody"] as const;

/** Requests, or the name of a part, which has some. */
const requests = oneOrMore(z.union([selection, nonEmpty]));

const statement = z
  .strictObject({
    says: nonEmpty.meta({ description: "The statement, as a sentence. Unique in its file." }),
    on: oneOrMore(z.enum(SETS)).meta({ description: "Of which policies it is, each by itself." }),
    nobody: requests.exactOptional().meta({
      description:
        "No request of these is allowed, though whoever asks may do everything by policies of their own.",
    }),
    refused: requests.exactOptional().meta({
      description: "A statement of the policy denies every request of these, whatever other policies say.",
    }),
    always: requests.exactOptional().meta({
      description: "Every request of these is allowed.",
    }),
    exactly: requests.exactOptional().meta({
      description: "Every request of these is allowed, and no other.",
    }),
    somebody: requests.exactOptional().meta({
      description: "Of each of these, some request is allowed: the policy locks nobody out for ever.",
    }),
    unless: requests.default([]).meta({ description: "Requests of which it says nothing." }),
    unlessOwn: z.boolean().default(false).meta({
      description: "Whether it says nothing of what `policyStatements` of the configuration allow, either.",
    }),
    identityPolicies: z
      .enum(["everything", "everything in the own account"])
      .default("everything in the own account")
      .meta({
        description: "What is supposed of the policies of whoever asks.",
      }),
    when: z
      .strictObject({
        ...settingsShape,
        readers: z.boolean().exactOptional(),
        administrators: z.boolean().exactOptional(),
        menders: z.boolean().exactOptional(),
        rule: ruleKinds.exactOptional(),
      })
      .default({})
      .meta({
        description:
          "The configurations that it is about, by their settings; of resources those with `readers`, with `administrators` of their own account, or with `menders`, the roles of runbooks; and of these roles those that mend what rules of the kinds find. Default: all.",
      }),
    why: nonEmpty.meta({ description: "Why it must be so." }),
  })
  .superRefine((value, context) => {
    const said = QUANTIFIERS.filter((key) => value[key] !== undefined);
    if (said.length === 1) return;
    context.addIssue({
      code: "custom",
      path: [],
      message: `says ${said.length === 0 ? "nothing" : said.join(" and ")}: one of ${QUANTIFIERS.join(", ")}`,
    });
  });

/** A file of statements. */
export const statementFile = z
  .strictObject({
    about: nonEmpty.meta({ description: "What the statements of the file are about." }),
    never: z
      .array(
        z.strictObject({
          says: nonEmpty,
          page: z.url().exactOptional().meta({ description: "Where AWS says so." }),
          requests: oneOrMore(selection),
        }),
      )
      .default([])
      .meta({
        description: "Requests that AWS never sends: no statement of the file, or beside it, is about them.",
      }),
    parts: z.record(nonEmpty, oneOrMore(selection)).default({}).meta({
      description:
        "Requests by name, which stands in statements in their place. Of files that are read together, each adds to a part of the same name.",
    }),
    statements: z.array(statement).min(1),
  })
  .meta({
    title: "orgtrail prove: statements",
    description: "Statements about all requests, each of which must be proven.",
  });

/** Requests, in the words of an IAM statement. */
export type StatementSelection = z.output<typeof selection>;

type Written = z.output<typeof statement>;
type Quantifier = (typeof QUANTIFIERS)[number];

/** What is to be proven. */
export type Statement = Omit<Written, Quantifier | "unless"> &
  Partial<Readonly<Record<Quantifier, readonly StatementSelection[]>>> & {
    readonly unless: readonly StatementSelection[];
  };

/** The requests that a statement names. */
export function requestsOfStatement(statement: Statement): readonly StatementSelection[] {
  return QUANTIFIERS.flatMap((key) => statement[key] ?? []);
}

/** A statement, and where it stands. */
export interface PlacedStatement extends Placed {
  readonly statement: Statement;
  readonly never: readonly StatementSelection[];
}

/** What files of statements hold, or what is wrong with them. */
export interface StatementTable {
  readonly statements: readonly PlacedStatement[];
  readonly faults: readonly Fault[];
}

/** Reads files of statements together. Nothing is thrown: all faults of all files are to be told at once. */
export function readStatementFiles(...sources: readonly SourceFile[]): StatementTable {
  const read = sources.map((source) => readAs(statementFile, source));
  const sound = read.flatMap(({ yaml, data }) => (data ? [{ yaml, data }] : []));
  const never = sound.flatMap(({ data }) => data.never.flatMap(({ requests: each }) => each));
  const parts = (name: string): readonly StatementSelection[] =>
    sound.flatMap(({ data }) => (Object.hasOwn(data.parts, name) ? (data.parts[name] ?? []) : []));
  const statements = sound.flatMap((file) =>
    file.data.statements.map((written, index) => ({
      ...{ written, statement: withParts(written, parts), never },
      ...placed(file, "statements", index, "says"),
    })),
  );
  const said = statements.map(({ statement }) => statement.says);
  const known = sorted(sound.flatMap(({ data }) => Object.keys(data.parts)));
  const wrong = statements.flatMap(({ written, statement: { says }, fault }, index) => [
    ...(said.indexOf(says) < index
      ? [fault([], { what: "stands twice", received: says, remedy: "remove one of them" })]
      : []),
    ...WITH_REQUESTS.flatMap((key) => written[key] ?? []).flatMap((name) =>
      typeof name === "string" && parts(name).length === 0
        ? fault([], {
            ...{ what: "names no part", received: name },
            ...(known.length > 0 && { allowed: known.join(", ") }),
            remedy: "correct the name, add it to the parts, or write requests",
          })
        : [],
    ),
  ]);
  return { statements, faults: [...read.flatMap(({ faults }) => faults), ...wrong] };
}

const WITH_REQUESTS = [...QUANTIFIERS, "unless"] as const;

/** The statement with the requests of each part in place of its name. */
function withParts(written: Written, parts: (name: string) => readonly StatementSelection[]): Statement {
  const filled = WITH_REQUESTS.flatMap((key) => {
    const all = written[key]?.flatMap((one) => (typeof one === "string" ? parts(one) : one));
    return all === undefined ? [] : [[key, all]];
  });
  return { ...written, ...Object.fromEntries(filled) } as Statement;
}

/** The JSON Schema of files of statements, for editors. */
export function statementFileSchema(): object {
  return z.toJSONSchema(statementFile, { io: "input", target: "draft-7" });
}
