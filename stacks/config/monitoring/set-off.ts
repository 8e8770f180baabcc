import { compileAlarms, compileRules, type Control } from "../../../modules/controls";
import type { Configuration } from "../configuration";
import type { WatchSettings } from "./settings";

/** What an event sets off: of each alarm and each rule, one for all events. */
export interface Heard {
  readonly kind: "alarm" | "rule";
  /** The name of the alarm or the rule. */
  readonly name: string;
  readonly control: Control;
  /** The account in which it stands. */
  readonly account: string;
  readonly region: string;
  /** Whether it is a rule that tells nobody, and only sends the event on to the security account. @default false */
  readonly onlyForwards?: boolean;
}

/**
 * Answers what an event sets off: the alarms in the log groups of the trails that record it, the rules in its own account and
 * Region, and where these forward, those of the security account. An alarm with a threshold above 1 rings at that many.
 * @param recordedBy the trails that record the event. Insights events, which no selector chooses, are the organization
 * trail's in any case.
 */
export type WatchEvaluator = (event: unknown, recordedBy: readonly RecordingTrail[]) => readonly Heard[];

/** A trail that records an event. */
export interface RecordingTrail {
  /** The team whose trail it is. @default - it is the organization trail */
  readonly team?: string;
}

/** No team has this name. */
const ORGANIZATION = "";

/** Prepares the alarms and rules of a configuration for many events. */
export function compileWatch(configuration: Configuration): WatchEvaluator {
  const { monitoring, teams } = configuration;
  const watches: readonly { readonly watch: WatchSettings; readonly owner?: string }[] = [
    ...(monitoring === undefined ? [] : [{ watch: monitoring.management, owner: ORGANIZATION }]),
    ...(monitoring?.logArchive === undefined ? [] : [{ watch: monitoring.logArchive }]),
    ...teams.flatMap(({ watch, name }) => (watch === undefined ? [] : [{ watch, owner: name }])),
  ];
  // By trail and by place, so that an event is put to what it can reach, and not to a thousand teams.
  const alarms = new Map<string, Evaluator>();
  const rules = new Map<unknown, Map<unknown, Rules>>();
  const stand = ({ account, region }: WatchSettings["place"], made: Rules): void => {
    rules.set(account, (rules.get(account) ?? new Map<unknown, Rules>()).set(region, made));
  };
  for (const { watch, owner } of watches) {
    const { place, logGroup } = watch;
    if (owner !== undefined && logGroup !== undefined)
      alarms.set(owner, evaluatorOf("alarm", watch, logGroup.controls));
    const made = rulesOf(watch);
    if (made !== undefined) stand(place, made);
  }
  const { watch: ofSecurity, eventBusName } = monitoring?.security ?? {};
  const security = eventBusName === undefined ? undefined : ofSecurity && rulesOf(ofSecurity);
  // What happens in the security account itself is on its default bus, and not on the one to which others forward.
  const own = ofSecurity && rulesOf(ofSecurity, ofSecurity.detection?.defaultBusControls);
  if (ofSecurity !== undefined && own !== undefined) stand(ofSecurity.place, own);
  return (event, recordedBy) => {
    const { eventType, recipientAccountId, awsRegion } = (event ?? {}) as Readonly<Record<string, unknown>>;
    const insight = eventType === "AwsCloudTrailInsight";
    const heard: Heard[] = [];
    for (const { team = ORGANIZATION } of insight ? [{}] : recordedBy)
      heard.push(...(alarms.get(team)?.(event) ?? []));
    const here = rules.get(recipientAccountId)?.get(awsRegion);
    const matching = here?.matching(event) ?? [];
    heard.push(...matching);
    // The bus of the security account has what a rule sent there, and nothing else.
    if (matching.length > 0 && here?.forwards === true) heard.push(...(security?.matching(event) ?? []));
    return heard;
  };
}

type Evaluator = (event: unknown) => readonly Heard[];

/** The rules of one place. */
interface Rules {
  readonly matching: Evaluator;
  /** Whether they send what they match to the security account. */
  readonly forwards: boolean;
}

function rulesOf(watch: WatchSettings, controls = watch.detection?.controls): Rules | undefined {
  const { detection } = watch;
  if (detection === undefined || controls === undefined) return undefined;
  const { notifies, forwarding } = detection;
  const onlyForwards = forwarding !== undefined && !notifies;
  return {
    matching: evaluatorOf("rule", watch, controls, onlyForwards ? { onlyForwards } : {}),
    forwards: forwarding !== undefined,
  };
}

function evaluatorOf(
  kind: Heard["kind"],
  { place }: WatchSettings,
  controls: readonly Control[],
  more: Pick<Heard, "onlyForwards"> = {},
): Evaluator {
  const test = (kind === "alarm" ? compileAlarms : compileRules)(controls);
  const { account, region, namePrefix } = place;
  const heard = new Map(
    controls.map((control): [string, Heard] => [
      control.id,
      { kind, name: `${namePrefix}${control.id}`, control, account, region, ...more },
    ]),
  );
  return (event) => test(event).flatMap((id) => heard.get(id) ?? []);
}
