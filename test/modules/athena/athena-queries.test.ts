import { AthenaQueries, type AthenaQueriesProps } from "../../../modules/athena";
import { AccountId, BucketName, regionOf, RoleName } from "../../../modules/organization";
import { EVENT_QUESTIONS, type LogFolder } from "../../../modules/questions";
import { ValidationError } from "../../../modules/validation";
import { onlyResource, resources } from "../../support/synthesized";
import { trinoFaults } from "../../support/trino";
import { synthesized } from "../monitoring/fixtures";

const FOLDER: LogFolder = {
  name: "organization",
  bucket: "acme-cloudtrail-222222222222-organization",
  root: "AWSLogs/o-a1b2c3d4e5/",
  accounts: "injected",
  regions: ["eu-west-1", "us-east-1"],
  since: "2024-01-01",
};
const PROPS: AthenaQueriesProps = {
  partition: "aws",
  region: regionOf("aws", "eu-west-1"),
  account: AccountId.of("222222222222"),
  workgroupName: "acme-orgtrail-athena",
  databaseName: "acme_orgtrail",
  resultsBucketName: BucketName.of("acme-orgtrail-222222222222-athena-results"),
  keyAlias: "alias/acme-orgtrail-athena",
  roleName: RoleName.of("acme-orgtrail-athena-reader"),
  logBuckets: [FOLDER.bucket],
  folders: [FOLDER],
  askedAccounts: ["111111111111"],
  readers: ["arn:aws:iam::333333333333:role/SecurityAudit"],
  administrators: ["arn:aws:iam::222222222222:role/OrgTrailDeploy"],
  accessLogs: { bucketName: "acme-cloudtrail-222222222222-access" },
};

function made(props: Partial<AthenaQueriesProps> = {}) {
  return synthesized((stack) => {
    new AthenaQueries(stack, "athena", { ...PROPS, ...props });
  });
}

function faults(props: Partial<AthenaQueriesProps>): string {
  try {
    made(props);
  } catch (error) {
    if (error instanceof ValidationError) return error.message;
    throw error;
  }
  return "";
}

describe("AthenaQueries", () => {
  const json = made();

  it("has a workgroup that nobody leaves, with a limit, and answers that are encrypted in a bucket of its own", () => {
    const { configuration } = onlyResource(json, "aws_athena_workgroup");
    expect(configuration).toMatchObject({
      enforce_workgroup_configuration: true,
      bytes_scanned_cutoff_per_query: 1_000_000_000_000,
      result_configuration: {
        expected_bucket_owner: "222222222222",
        encryption_configuration: { encryption_option: "SSE_KMS" },
      },
    });
    expect(JSON.stringify(configuration)).toContain("aws_s3_bucket_policy.athena_results_policy");
  });

  it("escapes what Athena replaces from Terraform, which would take it for its own", () => {
    const tables = resources(json, "aws_glue_catalog_table");
    expect(tables).toHaveLength(4);
    for (const { parameters } of tables)
      expect((parameters as Record<string, string>)["storage.location.template"]).toMatch(
        /\/\$\$\{account\}\/CloudTrail[\w-]*\/\$\$\{region\}\/\$\$\{day\}\/$/,
      );
  });

  it("saves each question of an investigator, of the last days and with the accounts that the tables do not know", () => {
    const queries = resources(json, "aws_athena_named_query");
    expect(queries.map(({ name }) => name).sort()).toEqual(EVENT_QUESTIONS.map(({ id }) => id).sort());
    for (const { query } of queries) {
      expect(query).toContain('FROM "organization_events"');
      expect(query).toContain("account IN ('111111111111')");
      expect(query).toContain("INTERVAL '7' DAY");
      expect(trinoFaults(String(query))).toEqual([]);
    }
  });

  it("empties the bucket of answers after 30 days, or when it is told, and lets Terraform destroy it", () => {
    const days = (props: Partial<AthenaQueriesProps>) =>
      JSON.stringify(onlyResource(made(props), "aws_s3_bucket_lifecycle_configuration"));
    expect(days({})).toContain('"expiration":[{"days":30}]');
    expect(days({ resultsExpireAfterDays: 3 })).toContain('"expiration":[{"days":3}]');
    expect(onlyResource(json, "aws_s3_bucket")["lifecycle"]).toEqual({ prevent_destroy: false });
  });

  it("takes the least limit that AWS takes, and none below", () => {
    expect(faults({ bytesScannedCutoffPerQuery: 10_000_000 })).toBe("");
    expect(faults({ bytesScannedCutoffPerQuery: 9_999_999 })).toContain("is no limit that Athena takes");
  });

  it("names every fault at once", () => {
    const message = faults({
      readers: ["SecurityAudit"],
      askedAccounts: [],
      folders: [
        FOLDER,
        { ...FOLDER, accounts: [], regions: [], since: "2024-02-30" },
        { ...FOLDER, name: "a-b" },
      ],
    });
    for (const part of [
      "readers[0]",
      "askedAccounts",
      "folders[1].name is the name of another folder",
      "folders[1].accounts",
      "folders[1].regions",
      "folders[1].since",
      "folders[2].name is not how tables are named",
    ])
      expect(message).toContain(part);
    expect(faults({ folders: [], readers: [] })).toMatch(/folders.*is empty[^]*readers.*is empty/);
  });
});
