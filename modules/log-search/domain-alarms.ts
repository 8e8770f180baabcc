import { Construct } from "constructs";
import type { SearchPlace } from "../policy";
import { makeHealthAlarms, type WatchedHealth } from "./health-alarms";

/** Which domain is watched, and who hears. */
interface DomainAlarmsProps {
  readonly place: SearchPlace;
  /** The name of the domain. */
  readonly name: string;
  /** The disk of each instance, in GiB. */
  readonly volumeGb: number;
  readonly topicArn?: string;
}

const MEGABYTES_PER_GIB = 1024;
/** Of the disk of each instance, as AWS recommends. */
const LEAST_FREE = 0.25;

/**
 * Alarms on the health of a domain, of those that AWS recommends.
 * @see https://docs.aws.amazon.com/opensearch-service/latest/developerguide/cloudwatch-alarms.html
 */
export class DomainAlarms extends Construct {
  constructor(scope: Construct, id: string, { place, name, volumeGb, topicArn }: DomainAlarmsProps) {
    super(scope, id);
    const alarms: Readonly<Record<string, WatchedHealth>> = {
      red: {
        ...ringsOnce("ClusterStatus.red", 1),
        says: `Events in ${name} are not to be searched: shards are missing (high). First: see which in _cat/shards, and whether instances and disks suffice; snapshots of the last two weeks have what is lost.`,
      },
      yellow: {
        ...ringsOnce("ClusterStatus.yellow", 5),
        says: `Events in ${name} are there once alone: replicas are missing (high). First: see whether there are two instances or more, and whether their disks have room.`,
      },
      full: {
        ...{ metricName: "FreeStorageSpace", statistic: "Minimum", minutes: 1, below: true },
        threshold: Math.round(volumeGb * MEGABYTES_PER_GIB * LEAST_FREE),
        says: `A disk of ${name} has less than a quarter left, and OpenSearch takes no events on a full one (high). First: raise newDomain.volumeGb, or lower keepDays.`,
      },
      memory: {
        ...{ metricName: "JVMMemoryPressure", statistic: "Maximum", threshold: 95, minutes: 3 },
        says: `The memory of ${name} is used up (high). First: write to fewer indexes, by a longer indexRotation, or raise newDomain.instanceType.`,
      },
      blocked: {
        ...ringsOnce("ClusterIndexWritesBlocked", 5),
        says: `${name} takes no events (high). First: see whether its disks or its memory are full.`,
      },
      keyless: {
        ...ringsOnce("KMSKeyInaccessible", 1),
        says: `${name} cannot use its key, and is stopped (high). First: enable the key, or cancel its deletion: without it, all is lost that is in the domain.`,
      },
    };
    const dimensions = { ClientId: place.account, DomainName: name };
    makeHealthAlarms(this, alarms, { namespace: "AWS/ES", dimensions, place, topicArn });
  }
}

/** Where the metric is 1 for so many minutes. */
function ringsOnce(metricName: string, minutes: number): Omit<WatchedHealth, "says"> {
  return { metricName, statistic: "Maximum", threshold: 1, minutes };
}
