"""What the admin and the pages share: who visits, forms, words and markers. It reads and shows; services write."""
