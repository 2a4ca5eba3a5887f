// The origin's questions over HTTP, where it is another process. protocol.md#roles
import { Module } from '@nestjs/common';
import { IssuerOriginController } from './issuer-origin.controller.js';
import { OpeningModule } from './opening.module.js';

@Module({ imports: [OpeningModule], controllers: [IssuerOriginController] })
export class OpeningHttpModule {}
