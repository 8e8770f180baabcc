import type { Construct } from "constructs";
import { SecurityEventBus } from "../modules/detection";
import { AccountStack } from "./account-stack";
import type { Account, Configuration, SecuritySettings } from "./config";
import { EVENT_BUS_STACK } from "./stack-name";
import { addWatch } from "./watch";

/** The security account: the bus on which events of all accounts come together, and the rules that listen to it. */
export class EventBusStack extends AccountStack {
  constructor(
    scope: Construct,
    configuration: Configuration,
    account: Account,
    { eventBusName, watch }: SecuritySettings,
  ) {
    super(scope, EVENT_BUS_STACK, configuration, account, configuration.homeRegion);
    const { partition, homeRegion: region, organization } = configuration;
    const bus = new SecurityEventBus(this, "bus", {
      partition,
      region,
      account: account.id,
      organization,
      eventBusName,
    });
    addWatch(this, configuration, watch, undefined, bus.eventBusName);
  }
}
