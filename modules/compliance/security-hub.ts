import { SecurityhubAccount } from "@cdktf/provider-aws/lib/securityhub-account";
import { SecurityhubStandardsControlAssociation } from "@cdktf/provider-aws/lib/securityhub-standards-control-association";
import { SecurityhubStandardsSubscription } from "@cdktf/provider-aws/lib/securityhub-standards-subscription";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { Partition, Region } from "../organization";
import {
  belongsTo,
  securityControl,
  standardArn,
  type DisabledControl,
  type SecurityStandard,
} from "../security-hub";
import { assertNoProblems, assertProps, type PropertyProblem } from "../validation";

/** What Security Hub checks in one account and Region. */
export interface SecurityHubProps {
  readonly partition: Partition;
  readonly region: Region;
  readonly standards: readonly SecurityStandard[];
  /** Whether Security Hub is enabled here. Where something else has enabled it, AWS refuses to do it again. @default true */
  readonly enable?: boolean;
  /** Controls of these standards that are switched off, and why. Others of a standard stay on. @default - none */
  readonly disabledControls?: readonly DisabledControl[];
}

/**
 * Security Hub in an account and Region, with the standards that are asked for and no others. It runs its checks by AWS Config,
 * whose recorder must record every type of resource that a standard looks at.
 *
 * A control is switched off for this account and Region alone, in each of its standards. Once switched off, it stays so when
 * the construct is removed: the AWS provider leaves it as it is.
 *
 * Price: $0.0010 for each check, less from 100,000 a month on.
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/standards-reference.html
 */
export class SecurityHub extends Construct {
  /** What needs Security Hub depends on this. Nothing where it is not enabled here. */
  readonly enabled: readonly ITerraformDependable[];

  /** @throws ValidationError when a control that is switched off is not known, or has no reason */
  constructor(scope: Construct, id: string, props: SecurityHubProps) {
    super(scope, id);
    assertProps(this, props, "SecurityHub");
    const { partition, region, standards, enable = true, disabledControls = [] } = props;
    assertNoProblems(this, disabledControlProblems(disabledControls));
    const hub = enable
      ? [
          new SecurityhubAccount(this, "hub", {
            enableDefaultStandards: false,
            // Controls that AWS adds to a standard are checked too.
            autoEnableControls: true,
            // One finding a control, however many standards have it.
            controlFindingGenerator: "SECURITY_CONTROL",
          }),
        ]
      : [];
    for (const standard of standards) {
      const subscription = new SecurityhubStandardsSubscription(this, standard, {
        standardsArn: standardArn(partition, region, standard),
        ...(hub.length > 0 && { dependsOn: hub }),
      });
      this.disable(standard, subscription, disabledControls);
    }
    this.enabled = hub;
  }

  private disable(
    standard: SecurityStandard,
    subscription: SecurityhubStandardsSubscription,
    controls: readonly DisabledControl[],
  ): void {
    for (const { id, reason } of controls) {
      const control = securityControl(id);
      if (control === undefined || !belongsTo(control, standard)) continue;
      new SecurityhubStandardsControlAssociation(this, `${standard}-${id}`, {
        // By reference: a standard has its controls once it is subscribed to.
        standardsArn: subscription.standardsArn,
        securityControlId: id,
        associationStatus: "DISABLED",
        updatedReason: reason,
      });
    }
  }
}

function disabledControlProblems(controls: readonly DisabledControl[]): readonly PropertyProblem[] {
  return controls.flatMap(({ id, reason }, index) => [
    ...(securityControl(id) === undefined
      ? [
          {
            property: `disabledControls[${index}].id`,
            what: "is no control that checks an audit log",
            received: id,
            remedy: "take one of SECURITY_CONTROLS, and switch others off elsewhere",
          },
        ]
      : []),
    ...(reason.trim() === ""
      ? [
          {
            property: `disabledControls[${index}].reason`,
            what: "is empty, and Security Hub records it",
            received: reason,
            remedy: "say why the control is switched off",
          },
        ]
      : []),
  ]);
}
