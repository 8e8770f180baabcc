import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { IConstruct } from "constructs";
import type { MetBy } from "../../../modules/compliance-map";
import { buildApp } from "../../../stacks/app";
import { configurationOf, organizationWithMembers } from "../../support/configurations";
import { ROOT } from "../../support/run";
import { inTemporaryFolder, type Block, type TerraformJson } from "../../support/synthesized";

/** A resource that is synthesized, with the place of its construct. */
export interface MadeResource {
  readonly type: string;
  /** The path of its construct: `log-archive/organization/key/key`. */
  readonly path: string;
  readonly block: Block;
}

/** What an organization synthesizes, and what made it. */
export interface MadeOrganization {
  readonly constructs: readonly IConstruct[];
  readonly resources: readonly MadeResource[];
}

/** An organization with everything on that a standard asks for, and both ways to protect logs. */
function organization(trail: string): MadeOrganization {
  const configuration = configurationOf(
    `${organizationWithMembers("lake")}
trail:
  deliveryNotifications: true
  record: [{ preset: s3-all }, { preset: lambda-invocations }]
${trail}
monitoring: { notify: [{ to: security@acme.example }] }
configRules: { recorders: { accounts: [management, logArchive], recordEverything: true } }
securityHub: { notify: [security@acme.example] }
`,
    `
team: lake
account: lake
region: us-east-1
destination: central
immutability: { kind: object-lock, mode: governance, days: 30, lifecycle: { expireAfterDays: 400 } }
record: [{ preset: s3-read }]
`,
  );
  return inTemporaryFolder((outdir) => {
    const { app, stacks } = buildApp(configuration, { outdir });
    app.synth();
    return {
      constructs: app.node.findAll(),
      resources: stacks.flatMap(({ stackName }) =>
        resourcesIn(
          JSON.parse(readFileSync(join(outdir, "stacks", stackName, "cdk.tf.json"), "utf8")) as TerraformJson,
        ),
      ),
    };
  });
}

function resourcesIn(stack: TerraformJson): readonly MadeResource[] {
  return Object.entries(stack.resource ?? {}).flatMap(([type, blocks]) =>
    Object.values(blocks).map((block) => {
      const { metadata } = block["//"] as { readonly metadata: { readonly path: string } };
      return { type, path: metadata.path, block };
    }),
  );
}

/** One that leaves its log buckets out of its trail, as is the default; and one that records them too, as AWS's checks ask. */
export const ORGANIZATIONS: readonly MadeOrganization[] = [
  organization(""),
  organization("  excludeLogBuckets: false"),
];

/** All resources of a type. */
export function resourcesOf({ resources }: MadeOrganization, type: string): readonly MadeResource[] {
  return resources.filter((resource) => resource.type === type);
}

type ConstructClass = abstract new (...args: never[]) => IConstruct;

async function classOf({ module, construct }: MetBy): Promise<ConstructClass> {
  const index = (await import(join(ROOT, "modules", module, "index"))) as Readonly<Record<string, unknown>>;
  const exported = index[construct];
  if (typeof exported !== "function") throw new Error(`${module} has no construct ${construct}`);
  return exported as ConstructClass;
}

/** Every resource of the type that constructs of this class made. */
export async function madeBy(
  { constructs, resources }: MadeOrganization,
  met: MetBy,
): Promise<readonly MadeResource[]> {
  const made = await classOf(met);
  const places = constructs.filter((each) => each instanceof made).map(({ node }) => `${node.path}/`);
  return resources.filter(
    ({ type, path }) => type === met.resource && places.some((place) => path.startsWith(place)),
  );
}

/** The values at the end of a path: lists on the way are gone through. */
export function valuesAt(value: unknown, path: readonly string[]): readonly unknown[] {
  if (Array.isArray(value)) return value.flatMap((item) => valuesAt(item, path));
  const [key, ...rest] = path;
  if (key === undefined) return value === undefined ? [] : [value];
  return typeof value === "object" && value !== null
    ? valuesAt((value as Record<string, unknown>)[key], rest)
    : [];
}
