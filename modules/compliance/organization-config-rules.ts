import { sorted } from "../kernel";
import { ConfigOrganizationManagedRule } from "@cdktf/provider-aws/lib/config-organization-managed-rule";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import {
  conformancePack,
  conformancePackProblems,
  type ConformancePackProps,
  DEFAULT_EVALUATION_HOURS,
  type EvaluationHours,
  excludedAccountsProblems,
  type OrganizationRulePlace,
  organizationRuleProblems,
  repeatedRuleProblems,
  ruleCountProblems,
} from "../config-rules";
import type { AccountId } from "../organization";
import { assertNoProblems, assertProps } from "../validation";
import { executionFrequency, inputParameters } from "./evaluation";
import { ConfigOrganizationConformancePack } from "@cdktf/provider-aws/lib/config-organization-conformance-pack";

/**
 * How long Terraform waits for AWS Config, which makes a rule or a pack in one account after another: in large organizations
 * longer than the provider's 5 minutes.
 */
const ORGANIZATION_TIMEOUTS = { create: "30m", update: "30m", delete: "30m" } as const;

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
    assertProps(this, props, "OrganizationConformancePack");
    const { name, excludedAccounts = [], dependsOn = [] } = props;
    const pack = conformancePack(props);
    assertNoProblems(this, [
      ...repeatedRuleProblems(props.rules),
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

/** Rules that stand in every account of the organization. */
export interface OrganizationConfigRulesProps {
  /** Begins the rules' names. */
  readonly namePrefix: string;
  readonly rules: readonly OrganizationRulePlace[];
  /** Accounts in which none of the rules stand: those without a recorder. At most 1,000, with those of a rule. @default - none */
  readonly excludedAccounts?: readonly AccountId[];
  /** Hours between two evaluations of a periodic rule. @default 24 */
  readonly evaluateEveryHours?: EvaluationHours;
  /** What must be there first: the recorder of this account, where it is made here. @default - nothing */
  readonly dependsOn?: readonly ITerraformDependable[];
}

/**
 * One AWS Config rule in every account of the organization, now and later, for each of the rules. It is made in the management
 * account, or in that of a delegated administrator.
 *
 * Each account needs a recorder in this Region: AWS refuses a rule while an account that is not excluded has none. A rule has
 * a name of at most 64 characters.
 * @see https://docs.aws.amazon.com/config/latest/developerguide/config-rule-multi-account-deployment.html
 */
export class OrganizationConfigRules extends Construct {
  /** By the rule's name without its prefix. */
  readonly ruleArns: Readonly<Record<string, string>>;

  /** @throws ValidationError when AWS would refuse a name, so many rules, or so many excluded accounts */
  constructor(scope: Construct, id: string, props: OrganizationConfigRulesProps) {
    super(scope, id);
    assertProps(this, props, "OrganizationConfigRules");
    const {
      namePrefix,
      rules,
      excludedAccounts = [],
      evaluateEveryHours = DEFAULT_EVALUATION_HOURS,
      dependsOn = [],
    } = props;
    const excluded = rules.map((place) => sorted([...excludedAccounts, ...place.excludedAccounts]));
    assertNoProblems(this, [
      ...organizationRuleProblems(
        namePrefix,
        rules.map(({ rule }) => rule),
      ),
      ...ruleCountProblems("every account", rules.length),
      ...(excluded.map(excludedAccountsProblems).find((problems) => problems.length > 0) ?? []),
    ]);
    const made = rules.map(({ rule }, index) => {
      const accounts = excluded[index] ?? [];
      const organizationRule = new ConfigOrganizationManagedRule(this, rule.name, {
        name: `${namePrefix}${rule.name}`,
        description: rule.description,
        ruleIdentifier: rule.identifier,
        ...inputParameters(rule),
        ...executionFrequency(rule.trigger, evaluateEveryHours),
        ...(rule.resource && {
          resourceIdScope: rule.resource.id,
          resourceTypesScope: [rule.resource.type],
        }),
        ...(rule.tag && {
          tagKeyScope: rule.tag.key,
          ...(rule.tag.value !== undefined && { tagValueScope: rule.tag.value }),
        }),
        ...(accounts.length > 0 && { excludedAccounts: accounts }),
        ...(dependsOn.length > 0 && { dependsOn: [...dependsOn] }),
        timeouts: ORGANIZATION_TIMEOUTS,
      });
      return [rule.name, organizationRule.arn] as const;
    });
    this.ruleArns = Object.fromEntries(made);
  }
}
