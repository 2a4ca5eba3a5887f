// Saves a receipt as a file. protocol.md#receipt
import type { JSX } from 'preact';
import { receiptFile } from '../../../../client/mine/receipt-file.js';
import type { KeptReceipt } from '../../../../client/sign/sign.js';
import { useSign } from '../context.js';
import { Button } from './button.js';
import { saveText } from './save.js';

export function ReceiptButton({ receipt }: { readonly receipt: KeptReceipt }): JSX.Element {
  const { letter, say } = useSign();
  return (
    <Button
      look="quiet"
      onPress={() => {
        saveText(receiptFile(letter, receipt));
      }}
    >
      {say('sign.recorded.saveReceipt')}
    </Button>
  );
}
