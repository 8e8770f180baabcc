import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Construct } from "constructs";
import { LogSearch, type LogSearchProps } from "../../../modules/log-search";
import { AccountId, BucketName, regionOf, RoleName } from "../../../modules/organization";
import type { SearchTarget } from "../../../modules/policy";
import { ValidationError } from "../../../modules/validation";
import { inTemporaryFolder, type TerraformJson } from "../../support/synthesized";
import { synthesized } from "../monitoring/fixtures";

export const DOMAIN: SearchTarget = {
  kind: "domain",
  domainArn: "arn:aws:es:eu-west-1:333333333333:domain/audit",
};
export const PROPS: LogSearchProps = {
  place: {
    partition: "aws",
    region: regionOf("aws", "eu-west-1"),
    account: AccountId.of("222222222222"),
    logAccount: AccountId.of("111111111111"),
    name: "acme-orgtrail-search",
    roles: {
      destination: RoleName.of("acme-orgtrail-search-destination"),
      function: RoleName.of("acme-orgtrail-search-function"),
      stream: RoleName.of("acme-orgtrail-search-stream"),
    },
    target: DOMAIN,
    indexName: "acme-cloudtrail",
    bucketName: BucketName.of("acme-orgtrail-222222222222-search-failed"),
    keyAlias: "alias/acme-orgtrail-search",
    logGroupName: "/orgtrail/acme/search",
  },
  readers: ["arn:aws:iam::222222222222:role/SecurityAudit"],
  administrators: ["arn:aws:iam::222222222222:role/OrgTrailDeploy"],
};

/** What the work makes of the construct, with a file in place of the code. */
export function made<T>(props: Partial<LogSearchProps>, work: (make: (scope: Construct) => void) => T): T {
  return inTemporaryFolder((folder) => {
    const code = { path: join(folder, "function.zip"), sha256: "aGFzaA==" };
    writeFileSync(code.path, "code");
    return work((scope) => {
      new LogSearch(scope, "search", { ...PROPS, code, ...props });
    });
  });
}

export const terraform = (props: Partial<LogSearchProps> = {}): TerraformJson => made(props, synthesized);
export const into = (target: SearchTarget): Partial<LogSearchProps> => ({
  place: { ...PROPS.place, target },
});

export function faults(props: Partial<LogSearchProps>): string {
  try {
    terraform(props);
  } catch (error) {
    if (error instanceof ValidationError) return error.message;
    throw error;
  }
  return "";
}
