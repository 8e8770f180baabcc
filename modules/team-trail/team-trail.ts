import { Annotations } from "cdktf";
import { Construct } from "constructs";
import {
  recordsManagementEvents,
  selectorProblems,
  selectorWarnings,
  type TrailRecording,
} from "../event-selectors";
import { makeTrail, type Recorded, recordedBy, type TrailLogGroup } from "../trail";
import {
  assertNoProblems,
  assertProps,
  describeProblem,
  ofProperty,
  type PropertyProblem,
} from "../validation";
import { regionProblem, type TrailIdentity } from "../organization";
import type { LogDestination } from "../log-archive";

/**
 * A separate trail for one use case, beside the organization trail. It records no management events unless a
 * selector asks for them: the organization trail has them, and each further copy is billed.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-create-and-update-a-trail.html
 */
export class TeamTrail extends Construct {
  readonly trailArn: string;

  /** @throws ValidationError when AWS would refuse the trail, or it would record nothing */
  constructor(scope: Construct, id: string, props: TeamTrailProps) {
    super(scope, id);
    assertProps(this, props, "TeamTrail");
    const { allRegions = false, destroyProtection = true } = props;
    const recorded = recordedBy(props, props.destination, props.identity.partition);
    assertNoProblems(this, teamTrailProblems(props, recorded));
    // A team's trail may be blind to what the organization trail records; a misspelt value is never meant.
    for (const warning of selectorWarnings(recorded.trail).filter(({ path }) => path.length > 0)) {
      Annotations.of(this).addWarning(`${warning.property} ${describeProblem(warning)}`);
    }
    const { read, write } = recordsManagementEvents(recorded.trail);
    const management = read || write;
    if (management) {
      Annotations.of(this).addWarning(
        "records a further copy of management events, which the organization trail records already: each is billed, $2.00 per 100,000",
      );
    }
    const trail = makeTrail(this, "trail", {
      ...props,
      recorded: recorded.trail,
      allRegions,
      // CloudTrail asks for them in a trail of all Regions; elsewhere they come with management events alone.
      globalServiceEvents: allRegions || management,
      destroyProtection,
    });
    this.trailArn = trail.arn;
  }
}

/** All for which AWS would refuse the trail. */
function teamTrailProblems(
  props: TeamTrailProps,
  { asked, trail, logBuckets }: Recorded,
): readonly PropertyProblem[] {
  const { identity, allRegions = false, minimumProviderVersion } = props;
  return [
    ...ofProperty("identity.homeRegion", regionProblem(identity.partition, identity.homeRegion)),
    ...selectorProblems(trail, {
      asked,
      partition: identity.partition,
      ...(!allRegions && { region: identity.homeRegion }),
      ...(props.basicSelectors !== undefined && { property: "basicSelectors" }),
      ...(logBuckets !== undefined && { logBuckets }),
      ...(minimumProviderVersion !== undefined && { minimumProviderVersion }),
    }),
  ];
}

/** What a team's trail records, and where it delivers. */
export type TeamTrailProps = TeamTrailSettings & TrailRecording;

/** All of a team's trail but what it records. */
export interface TeamTrailSettings {
  readonly identity: TrailIdentity;
  /** A bucket and key of the team's own: from the log archive's contract, or a LogArchive in the team's account. */
  readonly destination: LogDestination;
  /** Whether the trail records every Region, or its home Region alone. @default false */
  readonly allRegions?: boolean;
  /** A log group to which the trail delivers too, in which alarms look. @default - the trail delivers to its bucket alone */
  readonly logGroup?: TrailLogGroup;
  /** The oldest AWS provider that deploys the trail. Some selector fields need 6.2.0. @default "5.100.0" */
  readonly minimumProviderVersion?: string;
  /** Whether Terraform refuses to destroy the trail. @default true */
  readonly destroyProtection?: boolean;
}
