import { TerraformOutput, Testing } from "cdktf";
import {
  Contract,
  logArchiveContract,
  managementContract,
  mapOf,
  recordShape,
  securityContract,
  teamContract,
  textShape,
  type StateLocation,
} from "../../../modules/contracts";
import type { TerraformJson } from "../../support/synthesized";

const STATE: StateLocation = { bucket: "state", key: "orgtrail/one.tfstate", region: "us-east-1" };
const contract = new Contract("one", {
  someText: textShape,
  place: recordShape({ bucketName: textShape }),
  byTeam: mapOf(recordShape({ keyArn: textShape })),
});

describe("a contract", () => {
  it("publishes each output under its own name, whatever the construct", () => {
    const json = JSON.parse(
      Testing.synthScope((scope) => {
        contract.publish(scope, {
          someText: "a",
          place: { bucketName: "b" },
          byTeam: { payments: { keyArn: "k" } },
        });
      }),
    ) as TerraformJson;
    expect(json.output).toEqual({
      some_text: { value: "a" },
      place: { value: { bucket_name: "b" } },
      by_team: { value: { payments: { key_arn: "k" } } },
    });
    expect(contract.outputNames).toEqual(["some_text", "place", "by_team"]);
  });

  it("is read from the state as expressions of the same shape", () => {
    const json = JSON.parse(
      Testing.synthScope((scope) => {
        const read = contract.read(scope, "one", {
          ...STATE,
          roleArn: "arn:aws:iam::111122223333:role/State",
        });
        for (const [name, value] of Object.entries({
          a: read.someText,
          b: read.place.bucketName,
          c: read.byTeam("payments").keyArn,
        })) {
          new TerraformOutput(scope, name, { value });
        }
      }),
    ) as TerraformJson;
    const values = Object.values(json.output ?? {}).map(({ value }) => value);
    expect(values).toEqual([
      "${data.terraform_remote_state.one.outputs.some_text}",
      "${data.terraform_remote_state.one.outputs.place.bucket_name}",
      "${data.terraform_remote_state.one.outputs.by_team.payments.key_arn}",
    ]);
    expect(json.data?.["terraform_remote_state"]?.["one"]).toEqual({
      backend: "s3",
      config: {
        bucket: "state",
        key: "orgtrail/one.tfstate",
        region: "us-east-1",
        assume_role: { role_arn: "arn:aws:iam::111122223333:role/State" },
      },
    });
  });

  it("is foreseen, as far as it is known, where the state may not have it yet", () => {
    const json = JSON.parse(
      Testing.synthScope((scope) => {
        const read = contract.read(scope, "one", STATE, {
          someText: "a ${b}",
          byTeam: { payments: { keyArn: "k" } },
        });
        for (const [name, value] of Object.entries({
          a: read.someText,
          b: read.place.bucketName,
          c: read.byTeam("payments").keyArn,
          d: read.byTeam("search").keyArn,
        })) {
          new TerraformOutput(scope, name, { value });
        }
      }),
    ) as TerraformJson;
    const outputs = "data.terraform_remote_state.one.outputs";
    expect(Object.values(json.output ?? {}).map(({ value }) => value)).toEqual([
      `\${try(${outputs}.some_text, "a $\${b}")}`,
      `\${${outputs}.place.bucket_name}`,
      `\${try(${outputs}.by_team.payments.key_arn, "k")}`,
      `\${${outputs}.by_team.search.key_arn}`,
    ]);
  });

  it("does not compile with an output misspelt or left out, on either side", () => {
    Testing.synthScope((scope) => {
      const read = managementContract.read(scope, "management", STATE);
      // @ts-expect-error: there is no such output
      expect(read.organisationTrailArn).toBeUndefined();
      const publish = (): void => {
        // @ts-expect-error: organizationTrailArn is missing
        managementContract.publish(scope, {});
      };
      expect(publish).toBeDefined();
    });
  });

  it("keeps its outputs: others read them from states that exist", () => {
    expect(logArchiveContract.outputNames).toEqual([
      "organization_logs",
      "team_logs",
      "access_log_bucket_name",
    ]);
    expect(managementContract.outputNames).toEqual(["organization_trail_arn", "delegated_administrators"]);
    expect(securityContract.outputNames).toEqual(["topic_arns"]);
    expect(teamContract.outputNames).toEqual(["trail_arn", "logs"]);
  });
});
