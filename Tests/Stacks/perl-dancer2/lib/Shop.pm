package Shop;
use Dancer2;

get '/' => sub { "hello from dancer2\n" };

1;
