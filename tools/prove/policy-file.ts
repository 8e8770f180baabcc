import * as z from "zod";
import { valuesOf, type PolicyDocument, type PolicyStatement } from "../../modules/policy";
import { parseArn } from "../../modules/policy-evaluation";
import { readAs, type Fault, type SourceFile } from "../../stacks/config";
import { thingOfService, type PolicyKind } from "./kinds";
import { serviceIn } from "./names";

/** A policy that stands in a file, whoever made it. */
export interface PolicyFile {
  readonly file: string;
  /** Nothing where the file is none, and its faults say why. */
  readonly document?: PolicyDocument;
  readonly faults: readonly Fault[];
}

const text = z.union([z.string(), z.boolean(), z.number()]).transform(String);
const texts = z.union([text, z.array(text)]);
const principal = z.union([z.literal("*"), z.record(z.string(), texts)]);
const statement = z.strictObject({
  Sid: z.string().exactOptional(),
  Effect: z.enum(["Allow", "Deny"]),
  Principal: principal.exactOptional(),
  NotPrincipal: principal.exactOptional(),
  Action: texts.exactOptional(),
  NotAction: texts.exactOptional(),
  Resource: texts.exactOptional(),
  NotResource: texts.exactOptional(),
  Condition: z.record(z.string(), z.record(z.string(), texts)).exactOptional(),
});

/** In the version before, and where none is said, what looks like a policy variable is a text: the two differ in nothing else. */
const VERSIONS = ["2012-10-17", "2008-10-17"] as const;

const policyFile = z
  .strictObject({
    Version: z.enum(VERSIONS).default("2008-10-17"),
    Id: z.string().exactOptional(),
    Statement: z.union([statement.transform((one) => [one]), z.array(statement)]),
  })
  .superRefine(({ Version, Statement }, context) => {
    if (Version === VERSIONS[0] || !JSON.stringify(Statement).includes("${")) return;
    context.addIssue({
      code: "custom",
      path: ["Version"],
      message: `takes no policy variables, so that \${…} stands for itself; write "${VERSIONS[0]}"`,
    });
  });

/** Reads a policy, as AWS takes it. Nothing is thrown: all faults of all files are to be told at once. */
export function readPolicyFile(source: SourceFile): PolicyFile {
  const { file } = source;
  // JSON is YAML, and so each fault has its line.
  const { data, faults } = readAs(policyFile, source);
  if (data === undefined) return { file, faults };
  const statements = data.Statement.map((each, index): PolicyStatement => {
    const { Sid = `statement ${index + 1}`, ...others } = each;
    return { Sid, ...others };
  });
  return { file, document: { Version: VERSIONS[0], Statement: statements }, faults: [] };
}

/**
 * Of what kind the policies are, by what they are attached to, or by whom they name and for which service.
 * @param resource the ARN of what they are attached to, where that is known
 * @returns undefined where it is not certain
 */
export function policyKindOf(
  documents: readonly PolicyDocument[],
  resource?: string,
): PolicyKind | undefined {
  const statements = documents.flatMap(({ Statement }) => Statement);
  const hasPrincipal = ({ Principal, NotPrincipal }: PolicyStatement): boolean =>
    Principal !== undefined || NotPrincipal !== undefined;
  const attached = resource === undefined ? undefined : parseArn(resource);
  if (attached !== undefined) {
    if (attached.service !== "iam") return thingOfService(attached.service);
    const isTrust = attached.resource.startsWith("role/") && statements.some(hasPrincipal);
    return isTrust ? "role" : "identity";
  }
  // What names no principal may be of a user, role or group, or of an organization: these read alike, and mean another thing.
  if (!statements.some(hasPrincipal)) return undefined;
  const services = new Set(
    statements
      .flatMap(({ Action, NotAction }) => [...valuesOf(Action), ...valuesOf(NotAction)])
      .flatMap((action) => serviceIn(action) || []),
  );
  const [only, ...others] = services;
  // Resource control policies of one service look like the policies of its resources, but they deny alone, and everybody.
  const denies = statements.every(({ Effect, Principal }) => Effect === "Deny" && Principal === "*");
  return only === undefined || others.length > 0 || denies ? undefined : thingOfService(only);
}
