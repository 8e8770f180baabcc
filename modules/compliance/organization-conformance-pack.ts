import { sorted } from "../kernel";
import { ConfigOrganizationConformancePack } from "@cdktf/provider-aws/lib/config-organization-conformance-pack";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import {
  conformancePack,
  conformancePackProblems,
  excludedAccountsProblems,
  type ConformancePackProps,
} from "../config-rules";
import type { AccountId } from "../organization";
import { assertNoProblems } from "../validation";
import { ORGANIZATION_TIMEOUTS } from "./organization-timeouts";

/** All rules of the organization as one pack. */
export interface OrganizationConformancePackProps extends ConformancePackProps {
  /** The pack's name: 1 to 128 letters, digits and hyphens, starting with a letter. */
  readonly name: string;
  /** Accounts in which the pack does not stand: those without a recorder. At most 1,000. @default - none */
  readonly excludedAccounts?: readonly AccountId[];
  /** What must be there first: the recorder of this account, where it is made here. @default - nothing */
  readonly dependsOn?: readonly ITerraformDependable[];
}

/**
 * The rules as one conformance pack in every account of the organization: one score, one thing to deploy, and rules that
 * members cannot edit.
 *
 * A pack has at most 130 rules, 60 parameters and 51,200 bytes of template. It leaves accounts out as a whole.
 * @see https://docs.aws.amazon.com/config/latest/developerguide/conformance-pack-organization-apis.html
 */
export class OrganizationConformancePack extends Construct {
  readonly packArn: string;

  /** @throws ValidationError when AWS would refuse the name, the template or so many excluded accounts */
  constructor(scope: Construct, id: string, props: OrganizationConformancePackProps) {
    super(scope, id);
    const { name, excludedAccounts = [], dependsOn = [] } = props;
    const pack = conformancePack(props);
    assertNoProblems(this, [
      ...conformancePackProblems(name, pack),
      ...excludedAccountsProblems(excludedAccounts),
    ]);
    const inputs = Object.entries(pack.inputParameters);
    const made = new ConfigOrganizationConformancePack(this, "pack", {
      name,
      templateBody: pack.template,
      ...(inputs.length > 0 && {
        inputParameter: inputs.map(([parameterName, parameterValue]) => ({ parameterName, parameterValue })),
      }),
      ...(excludedAccounts.length > 0 && { excludedAccounts: sorted(excludedAccounts) }),
      ...(dependsOn.length > 0 && { dependsOn: [...dependsOn] }),
      timeouts: ORGANIZATION_TIMEOUTS,
    });
    this.packArn = made.arn;
  }
}
