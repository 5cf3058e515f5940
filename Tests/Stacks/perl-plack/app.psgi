use strict;
use warnings;

my $app = sub { return [200, ['Content-Type' => 'text/plain'], ["hello from plack\n"]] };
$app;
