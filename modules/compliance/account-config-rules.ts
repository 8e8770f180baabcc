import { ConfigConfigRule } from "@cdktf/provider-aws/lib/config-config-rule";
import { ConfigRemediationConfiguration } from "@cdktf/provider-aws/lib/config-remediation-configuration";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import {
  DEFAULT_EVALUATION_HOURS,
  mendedKinds,
  REMEDIATION_DEFAULTS,
  remediationProblems,
  type AccountRulePlace,
  type EvaluationHours,
  type Remediation,
  type RemediationSettings,
} from "../config-rules";
import type { RoleName } from "../organization";
import type { RunbookPlace } from "../policy";
import { assertNoProblems, type PropertyProblem } from "../validation";
import { executionFrequency, inputParameters } from "./evaluation";
import { RemediationRole } from "./remediation-role";

/** Rules that stand in one account, some of which are mended there. */
export interface AccountConfigRulesProps {
  readonly place: RunbookPlace;
  /** Begins the rules' names. */
  readonly namePrefix: string;
  readonly rules: readonly AccountRulePlace[];
  /** The name of the role that mends, by the id of the kind of rule. */
  readonly roleNames: Readonly<Record<string, RoleName>>;
  /** How runbooks are started. @default - 3 attempts in 5 minutes, a tenth of the resources at once */
  readonly remediation?: RemediationSettings;
  /** Hours between two evaluations of a periodic rule. @default 24 */
  readonly evaluateEveryHours?: EvaluationHours;
  /** What must be there first: the account's recorder, where it is made here. @default - nothing */
  readonly dependsOn?: readonly ITerraformDependable[];
}

/**
 * AWS Config rules of one account, with remediation, which rules of the organization cannot have. A runbook is started by AWS
 * Config when the rule says automatic, else by a person, and runs with a role for its kind of rule.
 * @see https://docs.aws.amazon.com/config/latest/developerguide/remediation.html
 */
export class AccountConfigRules extends Construct {
  /** The ARNs of the roles that mend, by the id of the kind of rule. */
  readonly remediationRoleArns: Readonly<Record<string, string>>;

  /** @throws ValidationError when AWS would refuse a setting, or a role has no name */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: AccountConfigRulesProps,
  ) {
    super(scope, id);
    const { place, rules, roleNames, remediation = {} } = props;
    const kinds = mendedKinds(rules);
    assertNoProblems(this, [
      ...remediationProblems(remediation),
      ...missingRoles(kinds.map(({ id }) => id).filter((kind) => roleNames[kind] === undefined)),
    ]);
    this.remediationRoleArns = Object.fromEntries(
      kinds.flatMap(({ id: kind, remediations }) => {
        const roleName = roleNames[kind];
        if (roleName === undefined) return [];
        const role = new RemediationRole(this, `role-${kind}`, { place, roleName, remediations });
        return [[kind, role.roleArn]];
      }),
    );
    for (const rule of rules) this.makeRule(rule);
  }

  private makeRule({ rule, remediation }: AccountRulePlace): void {
    const { namePrefix, evaluateEveryHours = DEFAULT_EVALUATION_HOURS, dependsOn = [] } = this.props;
    const { resource } = rule;
    const made = new ConfigConfigRule(this, rule.name, {
      name: `${namePrefix}${rule.name}`,
      description: rule.description,
      source: { owner: "AWS", sourceIdentifier: rule.identifier },
      ...inputParameters(rule),
      ...executionFrequency(rule.trigger, evaluateEveryHours),
      ...(resource && {
        scope: { complianceResourceId: resource.id, complianceResourceTypes: [resource.type] },
      }),
      ...(dependsOn.length > 0 && { dependsOn: [...dependsOn] }),
    });
    const roleArn = this.remediationRoleArns[rule.id];
    if (remediation !== undefined && rule.remediation !== undefined && roleArn !== undefined) {
      this.makeRemediation(made, rule.name, rule.remediation, roleArn, remediation === "automatic");
    }
  }

  private makeRemediation(
    made: ConfigConfigRule,
    name: string,
    { runbook, resourceType, parameters }: Remediation,
    roleArn: string,
    automatic: boolean,
  ): void {
    const { attempts, retrySeconds, concurrentPercent, errorPercent } = {
      ...REMEDIATION_DEFAULTS,
      ...this.props.remediation,
    };
    new ConfigRemediationConfiguration(this, `${name}-remediation`, {
      configRuleName: made.name,
      resourceType,
      targetType: "SSM_DOCUMENT",
      targetId: runbook,
      automatic,
      maximumAutomaticAttempts: attempts,
      retryAttemptSeconds: retrySeconds,
      executionControls: {
        ssmControls: {
          concurrentExecutionRatePercentage: concurrentPercent,
          errorPercentage: errorPercent,
        },
      },
      parameter: [
        { name: "AutomationAssumeRole", staticValue: roleArn },
        ...parameters.map((parameter) =>
          "ofResource" in parameter
            ? { name: parameter.name, resourceValue: parameter.value }
            : { name: parameter.name, staticValue: parameter.value },
        ),
      ],
    });
  }
}

function missingRoles(kinds: readonly string[]): readonly PropertyProblem[] {
  return kinds.map((kind) => ({
    property: `roleNames.${kind}`,
    what: "is missing, and the rule is remediated",
    remedy: "name the role that mends",
  }));
}
