import { searchTargetProblem } from "../../../modules/policy";
import type { OutcomeCheck } from "../configuration";
import type { Check } from "../draft";
import type { ConfigPath } from "../fault";
import { searchTarget } from "./resolve";

const SEARCH: ConfigPath = ["analytics", "openSearch"];

/** OpenSearch is one domain or one collection of the partition, and the organization trail has a log group whose events go there. */
export const soundSearch: Check = ({ organization: { file, value, isRefused } }) => {
  const { openSearch } = value.analytics ?? {};
  if (openSearch === undefined) return [];
  const { domain, collection } = openSearch;
  const partition = value.organization?.partition ?? "aws";
  const unmonitored =
    value.monitoring !== undefined || isRefused("monitoring")
      ? []
      : [
          file.fault(SEARCH, {
            what: "is given the events of a log group, and there is none: there is no monitoring",
            remedy: "add monitoring, or leave it out",
          }),
        ];
  if (domain !== undefined && collection !== undefined)
    return [
      ...unmonitored,
      file.fault([...SEARCH, "collection"], {
        what: "stands beside domain: events go to one of them",
        remedy: "leave one of them out",
      }),
    ];
  const { arn, endpoint } = collection ?? {};
  if (domain === undefined && (arn === undefined || endpoint === undefined))
    return isRefused(...SEARCH, "domain") || isRefused(...SEARCH, "collection") || collection !== undefined
      ? unmonitored
      : [
          ...unmonitored,
          file.fault(SEARCH, {
            what: "names no OpenSearch",
            allowed: "domain, or collection",
            remedy: "write the ARN of the domain, or the ARN and the endpoint of the collection",
          }),
        ];
  const target = searchTarget(
    domain === undefined ? { collection: { arn: arn ?? "", endpoint: endpoint ?? "" } } : { domain },
  );
  const problem = target && searchTargetProblem({ partition, target });
  const key =
    domain !== undefined ? ["domain"] : ["collection", problem?.received === endpoint ? "endpoint" : "arn"];
  return [...unmonitored, ...(problem === undefined ? [] : [file.fault([...SEARCH, ...key], problem)])];
};

/** Somebody hears of what does not reach OpenSearch: alarms tell topics of their own Region. */
export const searchIsHeard: OutcomeCheck = (
  { analytics, archive, monitoring, homeRegion },
  { organization: { file } },
) =>
  analytics?.search === undefined || (monitoring?.logArchive !== undefined && archive.region === homeRegion)
    ? []
    : [
        file.fault(SEARCH, {
          what: `rings alarms that nobody hears, where events do not reach it: ${
            monitoring?.logArchive === undefined
              ? "the log-archive account has no topics"
              : `it stands in ${homeRegion}, and the topics of its account in ${archive.region}`
          }`,
          remedy:
            monitoring?.logArchive === undefined
              ? "add monitoring with rules, and those who are told in monitoring.notify"
              : "look at the alarms by hand, or have a topic of your own there told of them",
        }),
      ];
