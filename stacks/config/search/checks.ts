import { searchCidrProblem, searchRoleProblem, searchTargetProblem } from "../../../modules/policy";
import type { Problem } from "../../../modules/validation";
import type { OutcomeCheck } from "../configuration";
import type { Check, Draft } from "../draft";
import type { ConfigPath, Fault } from "../fault";
import { metadataProblem } from "./metadata";
import { searchTarget } from "./resolve";

const SEARCH: ConfigPath = ["analytics", "openSearch"];

/** Where OpenSearch is: exactly one of these. */
const PLACES = ["domain", "collection", "newDomain"] as const;

/** OpenSearch is one domain or one collection of the partition, or is made, and the organization trail has a log group whose events go there. */
export const soundSearch: Check = (draft) => {
  const { file, value, isRefused } = draft.organization;
  const { openSearch } = value.analytics ?? {};
  if (openSearch === undefined) return [];
  const unmonitored =
    value.monitoring !== undefined || isRefused("monitoring")
      ? []
      : [
          file.fault(SEARCH, {
            what: "is given the events of a log group, and there is none: there is no monitoring",
            remedy: "add monitoring, or leave it out",
          }),
        ];
  return [...unmonitored, ...placeFaults(draft), ...newDomainFaults(draft)];
};

function placeFaults({ organization: { file, value, isRefused } }: Draft): readonly Fault[] {
  const { openSearch = {} } = value.analytics ?? {};
  const { domain, collection, newDomain, vpc } = openSearch;
  const partition = value.organization?.partition ?? "aws";
  const places = PLACES.filter((key) => openSearch[key] !== undefined);
  const [first, second] = places;
  if (first !== undefined && second !== undefined)
    return [
      file.fault([...SEARCH, second], {
        what: `stands beside ${first}: events go to one of them`,
        remedy: "leave one of them out",
      }),
    ];
  if (first === undefined)
    return PLACES.some((key) => isRefused(...SEARCH, key))
      ? []
      : [
          file.fault(SEARCH, {
            what: "names no OpenSearch",
            allowed: PLACES.join(", "),
            remedy:
              "write the ARN of the domain, or the ARN and the endpoint of the collection, or in which VPC a domain is made",
          }),
        ];
  if (newDomain !== undefined)
    return vpc === undefined
      ? []
      : [
          file.fault([...SEARCH, "vpc"], {
            what: "stands beside newDomain, whose subnets the stream has, too",
            remedy: "leave it out",
          }),
        ];
  const { arn, endpoint } = collection ?? {};
  if (domain === undefined && (arn === undefined || endpoint === undefined)) return [];
  const target = searchTarget(
    domain === undefined ? { collection: { arn: arn ?? "", endpoint: endpoint ?? "" } } : { domain },
  );
  const problem = target && searchTargetProblem({ partition, target });
  const key =
    domain !== undefined ? ["domain"] : ["collection", problem?.received === endpoint ? "endpoint" : "arn"];
  return problem === undefined ? [] : [file.fault([...SEARCH, ...key], problem)];
}

const INSTANCE_TYPE = /^[a-z0-9-]+\.[a-z0-9]+\.search$/;
const ENGINE_VERSION = /^OpenSearch_\d{1,2}\.\d{1,2}$/;

/** Who uses the domain that is made, from where, and with what. */
function newDomainFaults({ organization: { file, value, isRefused }, documents }: Draft): readonly Fault[] {
  const { newDomain } = value.analytics?.openSearch ?? {};
  if (newDomain === undefined) return [];
  const at: ConfigPath = [...SEARCH, "newDomain"];
  const partition = value.organization?.partition ?? "aws";
  const { masterRole, readers = [], reachedFrom, instanceType, engineVersion, saml } = newDomain;
  const { cidrs = [], securityGroupIds = [] } = reachedFrom ?? {};
  const fault = (path: ConfigPath, problem: Problem | undefined): readonly Fault[] =>
    problem === undefined ? [] : [file.fault([...at, ...path], problem)];
  const formed = (key: "instanceType" | "engineVersion", form: RegExp, example: string): readonly Fault[] => {
    const received = newDomain[key];
    if (received === undefined || form.test(received)) return [];
    const what = "has not the form that OpenSearch Service gives it";
    return fault([key], { what, received, allowed: `such as ${example}`, remedy: "correct it" });
  };
  return [
    ...(masterRole === undefined ? [] : fault(["masterRole"], searchRoleProblem(partition, masterRole))),
    ...readers.flatMap((arn, index) =>
      arn === undefined ? [] : fault(["readers", index], searchRoleProblem(partition, arn)),
    ),
    ...cidrs.flatMap((cidr, index) =>
      cidr === undefined ? [] : fault(["reachedFrom", "cidrs", index], searchCidrProblem(cidr)),
    ),
    ...(reachedFrom === undefined ||
    cidrs.length + securityGroupIds.length > 0 ||
    isRefused(...at, "reachedFrom", "cidrs") ||
    isRefused(...at, "reachedFrom", "securityGroupIds")
      ? []
      : fault(["reachedFrom"], {
          what: "lets nobody reach OpenSearch but the stream",
          remedy: "name security groups, or blocks of addresses, of those who search",
        })),
    ...(instanceType === undefined ? [] : formed("instanceType", INSTANCE_TYPE, "m6g.large.search")),
    ...(engineVersion === undefined ? [] : formed("engineVersion", ENGINE_VERSION, "OpenSearch_2.19")),
    ...(saml === undefined ? [] : fault(["saml", "metadataFile"], metadataProblem(saml, documents))),
  ];
}

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
