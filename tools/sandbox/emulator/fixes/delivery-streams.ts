import { membersOf, textMember, type Fix, type Members } from "../exchange";

const FIREHOSE = "Firehose_20150804";
/** What the emulator knows, whose settings have the same names but for that of a collection's address. */
const KNOWN = "Elasticsearch";
const KNOWN_ADDRESS = '"ClusterEndpoint":';
const COLLECTION = "AmazonOpenSearchServerless";
const COLLECTION_ADDRESS = '"CollectionEndpoint":';
/** Of the VPCs of users the emulator knows none. */
const UNKNOWN_VPC = "vpc-00000000";
/** A setting of Firehose for OpenSearch, by where it delivers: a domain, or a collection. */
const OPEN_SEARCH =
  /"(Amazonopensearchservice|AmazonOpenSearchServerless)(Destination(?:Configuration|Update))":/;

/**
 * AWS: a stream of Firehose delivers to a domain or a collection of OpenSearch, and says so.
 *
 * Moto 5.2.1 knows a domain of Elasticsearch alone. So that is what it makes of it, and what is told is what was asked for. And it tells
 * nothing of where the stream's network interfaces stand, which no update changes.
 * @see https://docs.aws.amazon.com/firehose/latest/APIReference/API_CreateDeliveryStream.html
 */
export function deliveryStreams(): Fix {
  const kinds = new Map<string, string>();
  const networks = new Map<string, Members>();
  return {
    concerns: ({ service, name }) =>
      service === FIREHOSE &&
      ["CreateDeliveryStream", "UpdateDestination", "DescribeDeliveryStream"].includes(name),
    answer: async (request, { name }, next) => {
      const stream = textMember(membersOf(request), "DeliveryStreamName");
      const body = request.body.toString();
      const [, kind, what = ""] = OPEN_SEARCH.exec(body) ?? [];
      if (kind !== undefined) {
        kinds.set(stream, kind);
        const { VpcConfiguration: network } = membersOf(request)[`${kind}${what}`] as Members;
        if (network !== undefined) networks.set(stream, network as Members);
        const known = body
          .replace(OPEN_SEARCH, `"${KNOWN}${what}":`)
          .replace(COLLECTION_ADDRESS, KNOWN_ADDRESS);
        return next({ ...request, body: Buffer.from(known) });
      }
      const answer = await next(request);
      const told = kinds.get(stream);
      if (name !== "DescribeDeliveryStream" || told === undefined || answer.status !== 200) return answer;
      const text = answer.body
        .toString()
        .replace(
          `"${KNOWN}DestinationDescription": {`,
          `"${told}DestinationDescription": {${networkText(networks.get(stream))}`,
        );
      const address = told === COLLECTION ? COLLECTION_ADDRESS : KNOWN_ADDRESS;
      return { ...answer, body: Buffer.from(text.replace(KNOWN_ADDRESS, address)) };
    },
  };
}

/** The network, as a stream tells of it first. */
function networkText(network: Members | undefined): string {
  if (network === undefined) return "";
  return `"VpcConfigurationDescription": ${JSON.stringify({ ...network, VpcId: UNKNOWN_VPC })}, `;
}
