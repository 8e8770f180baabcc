import { createRequire } from "node:module";
import { clientOf, type AwsSettings } from "./clients";

/** What of the SDK is asked. It is no package of the project: the function runs where Lambda gives it. */
interface FirehoseSdk {
  readonly FirehoseClient: new (config: object) => Client;
  readonly PutRecordBatchCommand: new (input: {
    readonly DeliveryStreamName: string;
    readonly Records: readonly { readonly Data: Uint8Array }[];
  }) => object;
}

type Client = Parameters<typeof clientOf>[2] extends (config: never) => infer C
  ? C & { send(command: object): Promise<Answer> }
  : never;

/** An answer a record, in order. */
interface Answer {
  readonly RequestResponses?: readonly { readonly ErrorCode?: string }[];
}

/** A stream of Firehose. */
export class FirehoseStream {
  private readonly client: Client;
  private readonly sdk: FirehoseSdk;

  constructor(
    settings: AwsSettings,
    private readonly name: string,
  ) {
    this.sdk = createRequire(__filename)("@aws-sdk/client-firehose") as FirehoseSdk;
    const { FirehoseClient } = this.sdk;
    this.client = clientOf(settings, "Firehose", (config) => new FirehoseClient(config));
  }

  /**
   * Puts a batch of texts, each a record.
   * @returns those that it did not take
   * @see https://docs.aws.amazon.com/firehose/latest/APIReference/API_PutRecordBatch.html
   */
  async put(texts: readonly string[]): Promise<readonly string[]> {
    const { PutRecordBatchCommand } = this.sdk;
    const { RequestResponses = [] } = await this.client.send(
      new PutRecordBatchCommand({
        DeliveryStreamName: this.name,
        Records: texts.map((text) => ({ Data: new TextEncoder().encode(text) })),
      }),
    );
    return texts.filter((_, index) => RequestResponses[index]?.ErrorCode !== undefined);
  }
}
