import { mapOf, type Read, recordShape, type Shape, terraformName, textShape, type Written } from "./shape";
import { DataTerraformRemoteStateS3, TerraformOutput } from "cdktf";
import { Construct } from "constructs";

/** Where a stack's state lives: an object in an S3 bucket. */
export interface StateLocation {
  readonly bucket: string;
  /** The object's key. */
  readonly key: string;
  /** The bucket's Region. */
  readonly region: string;
  /** The role that reads and writes states. @default - the caller's own credentials */
  readonly roleArn?: string;
}

type Outputs = Readonly<Record<string, Shape<never, unknown>>>;

/** What the stack that publishes a contract gives. */
export type Published<O extends Outputs> = { readonly [K in keyof O]: Written<O[K]> };
/** What a stack that reads a contract gets: Terraform expressions. */
export type Received<O extends Outputs> = { readonly [K in keyof O]: Read<O[K]> };

/**
 * What one stack tells others through its state. The names and types of the outputs stand here once: a missing
 * or misspelt output does not compile, on either side. Outputs can be read by whoever reads the state, so none
 * holds a secret.
 */
export class Contract<O extends Outputs> {
  constructor(
    /** The stack that publishes it. */
    readonly producer: string,
    private readonly outputs: O,
  ) {}

  /** The names of the Terraform outputs. */
  get outputNames(): readonly string[] {
    return Object.keys(this.outputs).map(terraformName);
  }

  /** Makes the outputs. A stack publishes one contract. */
  publish(scope: Construct, values: Published<O>): void {
    const outputs = new Construct(scope, "contract");
    for (const [name, shape] of Object.entries(this.outputs)) {
      new TerraformOutput(outputs, terraformName(name), {
        staticId: true,
        value: shape.write(values[name] as never),
      });
    }
  }

  /**
   * Reads the outputs from the state of the stack that published them.
   * @param foreseen what the stack will publish, as far as that is known: for a plan that is made before it is deployed
   * @default - Terraform fails where an output, or a key of one, is not there
   */
  read(
    scope: Construct,
    id: string,
    state: StateLocation,
    foreseen: Partial<Published<O>> = {},
  ): Received<O> {
    const { bucket, key, region, roleArn } = state;
    const remote = new DataTerraformRemoteStateS3(scope, id, {
      bucket,
      key,
      region,
      ...(roleArn !== undefined && { assumeRole: { roleArn } }),
    });
    return Object.fromEntries(
      Object.entries(this.outputs).map(([name, shape]) => [
        name,
        shape.read(remote.getString(terraformName(name)), [], foreseen[name] as never),
      ]),
    ) as Received<O>;
  }
}

/** A bucket and a key that are ready for a trail. */
const destination = recordShape({ bucketName: textShape, keyArn: textShape });

/** Where the trail of each team with a central destination delivers, by team. */
const teamLogs = mapOf(destination);

/** What the log-archive stack tells the management stack and the teams. */
export const logArchiveContract = new Contract("log-archive", {
  /** Where the organization trail delivers. */
  organizationLogs: destination,
  teamLogs,
  /** The bucket that receives the server access logs of the log buckets. */
  accessLogBucketName: textShape,
});

/** What the stack of the second copy tells the log-archive stack. */
export const replicaContract = new Contract("log-replica", {
  /** The key of the copy. */
  replicaKeyArn: textShape,
});

/** What each stack with central logs of teams tells these: the log-archive stack, and those beside it. */
export const teamLogsContract = new Contract("log-archive", { teamLogs });

/** What the management stack tells others. */
export const managementContract = new Contract("management", {
  /** The ARN of the organization trail. */
  organizationTrailArn: textShape,
  /** The accounts that are registered as delegated administrators, by service: `config`, `security-hub`. */
  delegatedAdministrators: mapOf(textShape),
});

/** What the security stack tells others. */
export const securityContract = new Contract("security", {
  /** The topics that tell of failed checks, by what they tell of: `failed-controls`. */
  topicArns: mapOf(textShape),
});

/** What the stack of what asks the logs tells others. */
export const analyticsContract = new Contract("analytics", {
  /** The workgroup and the database of Athena. */
  athenaWorkgroupName: textShape,
  athenaDatabaseName: textShape,
  /** The role with which people ask. */
  athenaReaderRoleArn: textShape,
});

/** What the stack of what brings events to OpenSearch tells the management stack. */
export const searchContract = new Contract("search", {
  /** The destination to which the organization trail's log group sends. */
  destinationArn: textShape,
});

/** What a team's stack tells others. */
export const teamContract = new Contract("team", {
  trailArn: textShape,
  /** Where the team's trail delivers. */
  logs: destination,
});
