// Signatures: verified, kept in sealed slots, never counted here. protocol.md#signing
import { Module } from '@nestjs/common';
import { LettersModule } from '../letters/letters.module.js';
import { LatestService } from './latest.service.js';
import { SignatureStore } from './signature-store.service.js';
import { SignatureWriter } from './signature-writer.service.js';
import { SignaturesController } from './signatures.controller.js';
import { SignaturesService } from './signatures.service.js';

@Module({
  imports: [LettersModule],
  controllers: [SignaturesController],
  providers: [LatestService, SignatureStore, SignatureWriter, SignaturesService],
  exports: [SignatureStore],
})
export class SignaturesModule {}
