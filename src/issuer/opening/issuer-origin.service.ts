// The issuer as the origin sees it: its questions, in one process or over HTTP. protocol.md#roles
import { Injectable } from '@nestjs/common';
import type {
  ActionRequest,
  CountersignRequest,
  CountersignResponse,
  CreateKeysRequest,
  CreateKeysResponse,
  DiscardRequest,
  IssuerForOrigin,
  OrganizationRequest,
  OrganizationResponse,
  WithholdRequest,
} from '../../protocol/issuer-api.js';
import { OrganizationsService } from '../attestation/organizations.service.js';
import { CountersigningService } from './countersigning.service.js';
import { DraftKeysService } from './draft-keys.service.js';
import { LetterActionsService } from './letter-actions.service.js';
import { WithholdingService } from './withholding.service.js';

@Injectable()
export class IssuerOriginService implements IssuerForOrigin {
  constructor(
    private readonly drafts: DraftKeysService,
    private readonly countersigning: CountersigningService,
    private readonly actions: LetterActionsService,
    private readonly withholding: WithholdingService,
    private readonly organizations: OrganizationsService,
  ) {}

  async createKeys(request: CreateKeysRequest): Promise<CreateKeysResponse> {
    return this.drafts.create(request);
  }

  async countersign(request: CountersignRequest): Promise<CountersignResponse> {
    return { countersignings: await this.countersigning.countersign(request) };
  }

  async act(request: ActionRequest): Promise<void> {
    await this.actions.act(request);
  }

  async discard({ draft }: DiscardRequest): Promise<void> {
    await this.drafts.discard(draft);
  }

  async withhold(request: WithholdRequest): Promise<void> {
    await this.withholding.withhold(request);
  }

  async organization(request: OrganizationRequest): Promise<OrganizationResponse> {
    return { domain: await this.organizations.shown(request) };
  }
}
