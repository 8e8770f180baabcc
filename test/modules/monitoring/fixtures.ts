import { Testing } from "cdktf";
import type { Construct } from "constructs";
import {
  AccountId,
  OrganizationId,
  TrailName,
  type Region,
  type TrailIdentity,
} from "../../../modules/organization";
import type { MonitoringPlace } from "../../../modules/policy";
import { readable } from "../../support/readable";
import type { TerraformJson } from "../../support/synthesized";

export const MANAGEMENT = AccountId.of("111111111111");

export const PLACE: MonitoringPlace = {
  partition: "aws",
  region: "us-east-1" as Region,
  account: MANAGEMENT,
  namePrefix: "acme-orgtrail-",
};

export const ORGANIZATION_TRAIL: TrailIdentity = {
  partition: "aws",
  homeRegion: PLACE.region,
  account: MANAGEMENT,
  name: TrailName.of("acme-organization-trail"),
  organization: OrganizationId.of("o-a1b2c3d4e5"),
};

export const LOG_GROUP = "/orgtrail/acme/organization";
export const KEY_ARN = "arn:aws:kms:us-east-1:111111111111:key/k";

/** The Terraform of the constructs, with a dashboard as JSON and not as one line. */
export function synthesizedText(make: (scope: Construct) => void): string {
  return Testing.synthScope(make);
}

export function synthesized(make: (scope: Construct) => void): TerraformJson {
  return JSON.parse(synthesizedText(make)) as TerraformJson;
}

/** As a person reviews it. */
export function reviewed(make: (scope: Construct) => void): string {
  return readable(
    JSON.stringify(
      JSON.parse(synthesizedText(make), (key, value: unknown) =>
        ["assume_role_policy", "event_pattern", "dashboard_body"].includes(key) && typeof value === "string"
          ? (JSON.parse(value) as unknown)
          : value,
      ),
    ),
  );
}
